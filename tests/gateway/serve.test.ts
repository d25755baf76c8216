import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
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

/** Holds the answers of a ministry back. */
function holdTreasury(): { readonly asked: Promise<void>; readonly release: () => void } {
  const asked = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  graph.treasury.behave(async (response, answer) => {
    asked.resolve();
    await released.promise;
    if (!response.destroyed) sendJson(response, await answer());
  });
  return { asked: asked.promise, release: released.resolve };
}

describe('a gateway that drains', () => {
  test('answers what is in flight, takes nothing new, and is not ready meanwhile', async () => {
    const treasury = holdTreasury();
    const gateway = await startGateway(graph.supergraphSdl);
    const { hostname, port } = new URL(gateway.url);
    const opened = connect(Number(port), hostname);
    opened.write('GET /ready HTTP/1.1\r\nHost: gateway\r\n');
    const inFlight = gateway.query(query);
    await treasury.asked;

    const drained = gateway.close();
    opened.write('\r\n');
    const readiness = await text(opened);

    expect(readiness).toMatch(/^HTTP\/1\.1 503 /);
    await expect(fetch(new URL('/health', gateway.url))).rejects.toThrow();
    treasury.release();
    expect(await inFlight).toEqual({ data: { citizen: { taxCode: '0100900001' } } });
    await drained;
  });

  test('waits no longer than the drain time-out', async () => {
    const treasury = holdTreasury();
    const gateway = await startGateway(graph.supergraphSdl, { GATEWAY_DRAIN_TIMEOUT_MS: '100' });
    const cut = expect(gateway.query(query)).rejects.toThrow();
    await treasury.asked;
    await gateway.close();

    await cut;
    treasury.release();
  });

  test('does not wait for a connection that was opened and never used', async () => {
    const gateway = await startGateway(graph.supergraphSdl, { GATEWAY_DRAIN_TIMEOUT_MS: '600000' });
    const { hostname, port } = new URL(gateway.url);
    const idle = connect(Number(port), hostname).on('error', () => {});
    await once(idle, 'connect');
    await gateway.close();

    expect(await text(idle)).toBe('');
  });
});
