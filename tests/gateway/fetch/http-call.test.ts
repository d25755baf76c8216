import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Pool } from 'undici';
import { post } from '../../../gateway/fetch/http-call.ts';
import { until } from '../../support/until.ts';
import { cut, type ScriptedServer, sendData, startScriptedServer } from './scripted-server.ts';

let server: ScriptedServer;
let pool: Pool;

beforeEach(async () => {
  server = await startScriptedServer();
  pool = new Pool(`http://127.0.0.1:${server.port}`, { connections: 1, maxResponseSize: 10_000 });
});

afterEach(async () => {
  await pool.destroy();
  await server.kill();
});

describe('a call', () => {
  test('brings status, headers and the whole body', async () => {
    server.respond((response) => {
      response.writeHead(418, { 'x-tea': 'green' });
      response.write('in ');
      setTimeout(() => response.end('pieces'), 20);
    });

    const { statusCode, headers, body } = await post(pool, '/graphql', '{}', new AbortController().signal);

    expect([statusCode, headers['x-tea'], body.toString()]).toEqual([418, 'green', 'in pieces']);
    expect(server.received).toEqual(['{}']);
  });

  test('uses a connection again', async () => {
    const { signal } = new AbortController();
    for (let calls = 0; calls < 5; calls++) await post(pool, '/graphql', '{}', signal);

    expect(server.connectionsTaken).toBe(1);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  test('waits when all connections are taken', async () => {
    const { signal } = new AbortController();
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(pool, '/graphql', '{}', signal)));

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200]);
    expect(server.connectionsTaken).toBe(1);
  });

  test('is not made when it was aborted before', async () => {
    await expect(post(pool, '/graphql', '{}', AbortSignal.abort())).rejects.toThrow('aborted');

    expect(pool.stats).toMatchObject({ size: 0, connected: 0 });
  });

  test('that is aborted ends at once, on both sides', async () => {
    const closed = Promise.withResolvers<void>();
    server.respond((response) => response.once('close', closed.resolve));
    const controller = new AbortController();
    const call = post(pool, '/graphql', '{}', controller.signal);
    await until(() => server.received.length === 1);

    controller.abort();
    await expect(call).rejects.toThrow('aborted');
    await closed.promise;

    await until(() => pool.stats.size === 0);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
  });

  test('that is aborted while it waits for a connection leaves that connection to the next', async () => {
    const release = Promise.withResolvers<void>();
    server.respond(async (response, body) => {
      await release.promise;
      sendData()(response, body);
    }, sendData());
    const controller = new AbortController();
    const { signal } = new AbortController();
    const first = post(pool, '/graphql', '"first"', signal);
    const second = post(pool, '/graphql', '"second"', controller.signal);
    const third = post(pool, '/graphql', '"third"', signal);
    await until(() => server.received.length === 1);

    controller.abort();
    await expect(second).rejects.toThrow('aborted');
    release.resolve();
    await Promise.all([first, third]);

    expect(server.received).toEqual(['"first"', '"third"']);
    expect(server.connectionsTaken).toBe(1);
    expect(pool.stats).toMatchObject({ size: 0 });
  });

  test('fails when the connection is cut, and when the answer is too large', async () => {
    const { signal } = new AbortController();
    server.respond(cut, sendData({ text: 'x'.repeat(20_000) }));

    await expect(post(pool, '/graphql', '{}', signal)).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
    await expect(post(pool, '/graphql', '{}', signal)).rejects.toMatchObject({
      code: 'UND_ERR_RES_EXCEEDED_MAX_SIZE',
    });
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  test('fails when the pool is closed', async () => {
    await pool.destroy();

    await expect(post(pool, '/graphql', '{}', new AbortController().signal)).rejects.toThrow();
  });
});
