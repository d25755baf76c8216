import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { readConfig } from '../../../../gateway/config.ts';
import { createLocalSource } from '../../../../gateway/fetch/local-source.ts';
import { createLog } from '../../../../gateway/log.ts';
import { loadSupergraph } from '../../../../gateway/supergraph/load-supergraph.ts';
import { startTestGraph, type TestGraph } from '../../support/test-graph.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await startTestGraph();
});
afterAll(() => graph.stop());

const createSource = ({ name }: { readonly name: string }) =>
  createLocalSource(name, buildSchema('type Query { size: Int }'), createLog({ logLevel: 'silent' }));

test('a supergraph with marks is refused without a signing key, since ministries could not tell whose calls they get', async () => {
  await expect(loadSupergraph(graph.supergraphSdl, readConfig({}), createSource)).rejects.toThrow(
    'GATEWAY_SIGNING_KEY',
  );
  const config = readConfig({ GATEWAY_SIGNING_KEY: '/key.pem' });
  await expect(loadSupergraph(graph.supergraphSdl, config, createSource)).resolves.toBeDefined();
});
