import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { localSubgraph } from '../../../gateway/citizen/local-subgraph.ts';
import { readConfig } from '../../../gateway/config.ts';
import { openSourceFactory } from '../../../gateway/fetch/create-source.ts';
import { createLog } from '../../../gateway/log.ts';
import type { OperationPlans } from '../../../gateway/plan/operation-plans.ts';
import { openSupergraph } from '../../../gateway/supergraph/open-supergraph.ts';
import { startTestGraph, type TestGraph } from '../support/test-graph.ts';

let graph: TestGraph;
const sources = openSourceFactory(readConfig({}), {
  localSchemas: new Map([[localSubgraph.url, localSubgraph.schema]]),
  signingKeys: undefined,
  tls: {},
  log: createLog({ logLevel: 'silent' }),
});

beforeAll(async () => {
  graph = await startTestGraph();
});

afterAll(async () => {
  await sources.close();
  await graph.stop();
});

async function openPlans(): Promise<OperationPlans> {
  const limits = { maxRepresentations: 10, maxCalls: 1 };
  return (await openSupergraph(graph.supergraphSdl, sources.createSource, limits)).plans;
}

/** Plans so many operations that differ by name, in documents of so many characters. */
function planMany(plans: OperationPlans, count: number, length: number): void {
  for (let i = 0; i < count; i++) {
    const text = `query Q${i} { __typename }`;
    plans.get({ documentHash: `${length} ${text}`, document: parse(text), length, name: undefined });
  }
}

test('many plans of small documents are kept, and few of large ones', async () => {
  const [small, large] = [await openPlans(), await openPlans()];
  planMany(small, 500, 26);
  planMany(large, 500, 40_000);

  expect(small.statistics.size).toBe(500);
  expect(large.statistics.size).toBeLessThan(10);
});

test('what was asked for last is planned once, what went is planned again', async () => {
  const plans = await openPlans();
  planMany(plans, 2, 40_000);
  planMany(plans, 2, 40_000);
  expect(plans.statistics).toMatchObject({ misses: 2, hits: 2 });

  planMany(plans, 20, 39_999);
  planMany(plans, 2, 40_000);

  expect(plans.statistics).toMatchObject({ misses: 24, hits: 2 });
});
