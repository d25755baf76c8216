import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { localSubgraph } from '../../../gateway/citizen/local-subgraph.ts';
import { readConfig } from '../../../gateway/config.ts';
import { openSourceFactory } from '../../../gateway/fetch/create-source.ts';
import { createLog } from '../../../gateway/log.ts';
import type { CompiledOperation } from '../../../gateway/plan/compile-operation.ts';
import { openSupergraph } from '../../../gateway/supergraph/open-supergraph.ts';
import type { Supergraph } from '../../../gateway/supergraph/supergraph.ts';
import { an, citizenField, compose, startTestGraph, type TestGraph } from '../support/test-graph.ts';

let graph: TestGraph;
const config = readConfig({});
const sources = openSourceFactory(config, {
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

function open(supergraphSdl: string): Promise<Supergraph> {
  return openSupergraph(supergraphSdl, sources.createSource, { maxRepresentations: 10, maxCalls: 1 });
}

function compile({ plans }: Supergraph, text: string): CompiledOperation {
  return plans.get({ documentHash: text, document: parse(text), length: text.length, name: undefined });
}

describe('an operation over a graph with marks', () => {
  let supergraph: Supergraph;
  beforeAll(async () => {
    supergraph = await open(graph.supergraphSdl);
  });

  test.each([
    ['asks for a citizen', `{ ${citizenField(an)} { fullName } }`],
    ['asks the gateway itself, whatever for', `{ ${citizenField(an)} { __typename } }`],
    ['asks for a marked field, be it a public one', '{ rates }'],
    ['hides a marked field behind an alias', '{ size: registrySize }'],
    ['hides a marked field in a fragment', '{ ...A } fragment A on Query { registrySize }'],
    ['writes', 'mutation { renameCitizen(name: "An") }'],
  ])('that %s is each caller’s own', (_title, text) => {
    expect(compile(supergraph, text).isSameForAll({})).toBe(false);
  });

  test.each([
    ['asks for the schema', '{ __schema { queryType { name } } }'],
    ['asks for nothing', '{ __typename }'],
  ])('that %s is the same for all', (_title, text) => {
    expect(compile(supergraph, text).isSameForAll({})).toBe(true);
  });

  test('is told for the values of @include that it is run with', () => {
    const operation = compile(supergraph, 'query ($withRates: Boolean!) { rates @include(if: $withRates) __typename }');
    expect(operation.isSameForAll({ withRates: true })).toBe(false);
    expect(operation.isSameForAll({ withRates: false })).toBe(true);
  });
});

describe('an operation over a graph without marks', () => {
  let supergraph: Supergraph;
  beforeAll(async () => {
    const bare = [graph.registry, graph.treasury].map(({ name, url, sdl }) => ({ name, url, sdl: withoutMarks(sdl) }));
    supergraph = await open(compose([localSubgraph, ...bare]));
  });

  test.each([
    ['reads of subgraphs alone is the same for all', '{ rates registrySize }', true],
    ['writes is each caller’s own', 'mutation { renameCitizen(name: "An") }', false],
    ['asks the gateway itself is each caller’s own', `{ ${citizenField(an)} { taxCode } }`, false],
  ])('that %s', (_title, text, isSame) => {
    expect(compile(supergraph, text).isSameForAll({})).toBe(isSame);
  });
});

function withoutMarks(sdl: string): string {
  return sdl.replaceAll(/ @personal\(scope: "[^)]*\)/g, '');
}
