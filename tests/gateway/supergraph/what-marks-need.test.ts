import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { readConfig } from '../../../gateway/config.ts';
import { createLocalSource } from '../../../gateway/fetch/local-source.ts';
import { createLog } from '../../../gateway/log.ts';
import { loadSupergraph } from '../../../gateway/supergraph/load-supergraph.ts';
import { startTestGraph, type TestGraph } from '../support/test-graph.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startTestGraph();
});
afterAll(() => graph.stop());

const createSource = ({ name }: { readonly name: string }) =>
  createLocalSource(name, buildSchema('type Query { size: Int }'), createLog({ logLevel: 'silent' }));

const whole = {
  GATEWAY_SIGNING_KEY: '/key.pem',
  GATEWAY_DATABASE_URL: 'postgres://127.0.0.1/gateway',
  GATEWAY_LEDGER_KEY: '/ledger.pem',
  GATEWAY_LEDGER_CHECKPOINTS: '/checkpoints',
};

test('a supergraph with marks is served with all that it needs', async () => {
  await expect(loadSupergraph(graph.supergraphSdl, readConfig(whole), createSource)).resolves.toBeDefined();
});

test.each([
  ['a signing key, since ministries could not tell whose calls they get', 'GATEWAY_SIGNING_KEY'],
  ['a database, since nothing could be written down', 'GATEWAY_DATABASE_URL'],
  ['a key for the ledger, since what is written could be rewritten', 'GATEWAY_LEDGER_KEY'],
  ['a place for checkpoints, since a database that is set back would not be found', 'GATEWAY_LEDGER_CHECKPOINTS'],
])('a supergraph with marks is refused without %s', async (_title, variable) => {
  const { [variable]: _, ...others }: Record<string, string> = whole;
  await expect(loadSupergraph(graph.supergraphSdl, readConfig(others), createSource)).rejects.toThrow(variable);
});
