import { getEventListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Pool } from 'undici';
import { shareReads } from '../../../gateway/fetch/shared-reads.ts';
import type { Source } from '../../../gateway/fetch/source.ts';
import { hang, type ScriptedServer, sendData, startScriptedServer } from './scripted-server.ts';
import { outcome, readSize, rename, sourceRequest } from './source-request.ts';
import { createTestSource } from './test-source.ts';

let server: ScriptedServer;
let pool: Pool;
let source: Source;

beforeEach(async () => {
  server = await startScriptedServer();
  server.respond(async (response, body) => {
    await sleep(30);
    sendData({ list: [{ size: 1 }] })(response, body);
  });
  pool = new Pool(`http://127.0.0.1:${server.port}`, { connections: 8 });
  source = shareReads(createTestSource({ url: server.url, dispatcher: pool }));
});

afterEach(async () => {
  await pool.destroy();
  await server.kill();
});

const data = { list: [{ size: 1 }] };

describe('equal reads at the same time', () => {
  test('are one call, and each gets data of its own', async () => {
    // Made anew by another plan, it is still the same operation.
    const requests = [sourceRequest(), sourceRequest({ operation: { ...readSize } }), sourceRequest()];

    const results = await Promise.all(requests.map((request) => source.execute(request)));

    expect(results.map(outcome)).toEqual([data, data, data]);
    expect(new Set(results.map(outcome)).size).toBe(3);
    expect(new Set(results.map((result) => result.kind === 'answer' && result.data?.['list'])).size).toBe(3);
    expect(server.received).toHaveLength(1);
  });

  test('fail together', async () => {
    server.respond((response) => response.destroy());

    const results = await Promise.all([source.execute(sourceRequest()), source.execute(sourceRequest())]);

    expect(results.map(outcome)).toEqual(['SOURCE_UNAVAILABLE', 'SOURCE_UNAVAILABLE']);
    expect(server.received).toHaveLength(1);
  });

  test('go on when one of those who wait leaves', async () => {
    const leaver = new AbortController();
    const first = source.execute(sourceRequest({ signal: leaver.signal }));
    const stayer = new AbortController();
    const second = source.execute(sourceRequest({ signal: stayer.signal }));

    leaver.abort();

    expect(outcome(await first)).toBe('SOURCE_UNAVAILABLE');
    expect(outcome(await second)).toEqual(data);
    expect(server.received).toHaveLength(1);
    for (const { signal } of [leaver, stayer]) expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  test('end when all have left, and nobody joins them any more', async () => {
    const closed = Promise.withResolvers<void>();
    server.respond((response) => response.once('close', closed.resolve), sendData());
    const controller = new AbortController();
    const reads = [1, 2].map(() => source.execute(sourceRequest({ signal: controller.signal })));
    while (server.received.length === 0) await sleep(2);

    controller.abort();
    const later = source.execute(sourceRequest());

    expect((await Promise.all(reads)).map(outcome)).toEqual(['SOURCE_UNAVAILABLE', 'SOURCE_UNAVAILABLE']);
    expect(outcome(await later)).toEqual({ size: 1 });
    await closed.promise;
  });

  test('of someone who was gone before are not made', async () => {
    expect(outcome(await source.execute(sourceRequest({ signal: AbortSignal.abort() })))).toBe('SOURCE_UNAVAILABLE');
    expect(server.received).toHaveLength(0);
  });
});

describe('a call of its own', () => {
  test('is made for other variables, for what may not be shared, for each mutation, and after the answer', async () => {
    const requests = [
      sourceRequest(),
      sourceRequest({ variables: '{"year":2025}' }),
      sourceRequest({ isShareable: false }),
      sourceRequest({ isShareable: false }),
      sourceRequest({ operation: rename }),
      sourceRequest({ operation: rename }),
    ];

    await Promise.all(requests.map((request) => source.execute(request)));
    await source.execute(sourceRequest());

    expect(server.received).toHaveLength(7);
  });

  test('is made for a read after a mutation, which must not join one from before it', async () => {
    server.respond(hang, sendData({ renamed: true }), sendData({ size: 2 }));
    const controller = new AbortController();
    const before = source.execute(sourceRequest({ signal: controller.signal }));
    while (server.received.length === 0) await sleep(2);

    await source.execute(sourceRequest({ operation: rename }));
    const after = source.execute(sourceRequest());

    expect(outcome(await after)).toEqual({ size: 2 });
    controller.abort();
    await before;
  });
});
