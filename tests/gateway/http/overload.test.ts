import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { until } from '../../support/until.ts';
import { startGateway, type TestGateway } from '../support/start-gateway.ts';
import { startTestGraph, type TestGraph } from '../support/test-graph.ts';
import { sendJson } from '../support/test-ministry.ts';

let graph: TestGraph;
let gateway: TestGateway | undefined;

beforeAll(async () => {
  graph = await startTestGraph();
});

afterEach(async () => {
  graph.treasury.behave();
  await gateway?.close();
});

afterAll(() => graph.stop());

async function start(environment: Readonly<Record<string, string>>): Promise<TestGateway> {
  gateway = await startGateway(graph.supergraphSdl, environment);
  return gateway;
}

const refusal = { errors: [{ extensions: { code: 'GATEWAY_OVERLOADED' } }] };

describe('a gateway with as many requests as it may have in flight', () => {
  test('refuses the next at once and without reading it, is well, and takes requests again', async () => {
    const { post, url } = await start({ GATEWAY_MAX_REQUESTS_IN_FLIGHT: '3' });
    const answered = Promise.withResolvers<void>();
    graph.treasury.behave(async (response, answer) => {
      await answered.promise;
      sendJson(response, await answer());
    });
    const rates = (year: number) => JSON.stringify({ query: `{ rates(year: ${year}) }` });
    const inFlight = [1, 2, 3].map((year) => post(rates(year)));
    await until(async () => (await post(JSON.stringify({ query: '{ __typename }' }))).status === 503);
    const refused = await post('not even JSON', { authorization: 'nobody' });
    const health = await fetch(new URL('/health', url));
    answered.resolve();

    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await refused.json()).toMatchObject(refusal);
    expect(health.status).toBe(200);
    expect((await Promise.all(inFlight)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await post(rates(4))).status).toBe(200);
  });
});

describe('a gateway whose event loop is late', () => {
  test('refuses requests until it is on time again', async () => {
    const { post } = await start({ GATEWAY_MAX_EVENT_LOOP_DELAY_MS: '150' });
    const body = JSON.stringify({ query: '{ __typename }' });
    let isBusy = true;
    const busy = (async () => {
      while (isBusy) {
        for (const start = performance.now(); performance.now() - start < 400; );
        await turn();
      }
    })();
    await until(async () => (await post(body)).status === 503);
    const refused = await post(body);
    isBusy = false;
    await busy;

    expect(await refused.json()).toMatchObject(refusal);
    await until(async () => (await post(body)).status === 200);
  });
});
