import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sampleClaims } from '../../support/tokens.ts';
import { startGateway, type TestGateway } from '../support/start-gateway.ts';
import { an, citizenField, startTestGraph, type TestGraph } from '../support/test-graph.ts';

let graph: TestGraph;
let gateway: TestGateway;

beforeAll(async () => {
  graph = await startTestGraph();
  gateway = await startGateway(graph.supergraphSdl);
});
beforeEach(() => {
  graph.registry.calls.length = 0;
  graph.treasury.calls.length = 0;
});
afterAll(async () => {
  await gateway.close();
  await graph.stop();
});

async function ask(query: string): Promise<{ readonly requestId: string | null; readonly body: unknown }> {
  const response = await gateway.post(JSON.stringify({ query }));
  return { requestId: response.headers.get('x-request-id'), body: await response.json() };
}

test('each ministry is told which request of which agency asks for each citizen, look-ups of who they are included', async () => {
  const { requestId } = await ask(`{ ${citizenField(an)} { fullName taxCode } }`);
  const { agency } = sampleClaims.clerk;
  for (const ministry of [graph.registry, graph.treasury]) {
    expect(ministry.calls.length).toBeGreaterThan(0);
    for (const { extensions } of ministry.calls) {
      expect(extensions?.onBehalfOf).toEqual({
        origins: [expect.objectContaining({ requestId, agency })],
        representations: [[0]],
      });
    }
  }
});

test('a marked read is made for each who asks, since the ministry has to be told of each', async () => {
  const asked = await Promise.all(Array.from({ length: 3 }, () => ask('{ rates }')));
  const told = graph.treasury.calls.map(({ extensions }) => extensions?.onBehalfOf?.origins[0]?.requestId);
  expect(told.sort()).toEqual(asked.map(({ requestId }) => requestId).sort());
});
