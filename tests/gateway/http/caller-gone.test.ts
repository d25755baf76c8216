import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { startGateway, type TestGateway } from '../support/start-gateway.ts';
import { an, citizenField, startTestGraph, type TestGraph } from '../support/test-graph.ts';

let graph: TestGraph;
let gateway: TestGateway;

beforeAll(async () => {
  graph = await startTestGraph();
  gateway = await startGateway(graph.supergraphSdl);
});

afterEach(() => graph.treasury.behave());

afterAll(async () => {
  await gateway.close();
  await graph.stop();
});

const body = JSON.stringify({ query: `{ ${citizenField(an)} { taxCode } }` });
const headers = { 'content-type': 'application/json' };

test('when the caller hangs up, the ministry is no longer asked, and the next caller is served', async () => {
  const asked = Promise.withResolvers<void>();
  const left = Promise.withResolvers<void>();
  graph.treasury.behave((response) => {
    response.on('close', () => left.resolve());
    asked.resolve();
  });
  const caller = new AbortController();
  const hungUp = expect(
    gateway.fetch(gateway.url, { method: 'POST', headers, body, signal: caller.signal }),
  ).rejects.toThrow();
  await asked.promise;
  caller.abort();

  await hungUp;
  await left.promise;
  graph.treasury.behave();
  const next = await gateway.fetch(gateway.url, { method: 'POST', headers, body });
  expect(await next.json()).toMatchObject({ data: { citizen: { taxCode: '0100900001' } } });
});
