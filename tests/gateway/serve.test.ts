import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startGateway } from './support/start-gateway.ts';
import { an, citizenField, startTestGraph, type TestGraph } from './support/test-graph.ts';
import { sendJson } from './support/test-ministry.ts';

let graph: TestGraph;

beforeAll(async () => {
  graph = await startTestGraph();
});

afterEach(() => graph.treasury.behave());

afterAll(() => graph.stop());

const query = `{ ${citizenField(an)} { taxCode } }`;

function slowTreasury(delayMs: number): void {
  graph.treasury.behave(async (response, answer) => {
    await sleep(delayMs);
    if (!response.destroyed) sendJson(response, await answer());
  });
}

describe('a gateway that drains', () => {
  test('answers what is in flight, takes nothing new, and is not ready meanwhile', async () => {
    slowTreasury(300);
    const gateway = await startGateway(graph.supergraphSdl);
    const { hostname, port } = new URL(gateway.url);
    const opened = connect(Number(port), hostname);
    opened.write('GET /ready HTTP/1.1\r\nHost: gateway\r\n');
    const inFlight = gateway.query(query);
    await sleep(100);

    const drained = gateway.close();
    opened.write('\r\n');
    const readiness = await text(opened);

    expect(readiness).toMatch(/^HTTP\/1\.1 503 /);
    await expect(fetch(new URL('/health', gateway.url))).rejects.toThrow();
    expect(await inFlight).toEqual({ data: { citizen: { taxCode: '0100900001' } } });
    await drained;
  });

  test('waits no longer than the drain time-out', async () => {
    slowTreasury(1500);
    const gateway = await startGateway(graph.supergraphSdl, { GATEWAY_DRAIN_TIMEOUT_MS: '100' });
    const cut = expect(gateway.query(query)).rejects.toThrow();
    await sleep(50);
    const start = performance.now();
    await gateway.close();

    expect(performance.now() - start).toBeLessThan(1000);
    await cut;
  });

  test('does not wait for a connection that was opened and never used', async () => {
    const gateway = await startGateway(graph.supergraphSdl);
    const { hostname, port } = new URL(gateway.url);
    const idle = connect(Number(port), hostname).on('error', () => {});
    await sleep(50);
    const start = performance.now();
    await gateway.close();
    idle.destroy();

    expect(performance.now() - start).toBeLessThan(1000);
  });
});
