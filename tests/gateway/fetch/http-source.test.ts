import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Pool } from 'undici';
import type { HttpSourceOptions } from '../../../gateway/fetch/http-source.ts';
import type { Source } from '../../../gateway/fetch/source.ts';
import {
  cut,
  hang,
  type Respond,
  type ScriptedServer,
  send,
  sendData,
  sendStatus,
  startScriptedServer,
} from './scripted-server.ts';
import { outcome, readSize, rename, sourceRequest } from './source-request.ts';
import { createTestSource } from './test-source.ts';

let server: ScriptedServer;
let pool: Pool;

beforeEach(async () => {
  server = await startScriptedServer();
  pool = new Pool(`http://127.0.0.1:${server.port}`, { connections: 8 });
});

afterEach(async () => {
  await pool.destroy();
  await server.kill();
});

function createSource(changes: Partial<HttpSourceOptions> = {}): Source {
  return createTestSource({ url: server.url, dispatcher: pool, maxRetries: 2, ...changes });
}

describe('an answer', () => {
  test('is asked for by the text of the operation and its variables, at the path of the URL', async () => {
    let path: string | undefined;
    server.respond((response, body) => {
      path = response.req.url;
      sendData()(response, body);
    });

    const source = createSource({ url: `${server.url}?version=2` });
    const result = await source.execute(sourceRequest({ variables: '{"year":2025}' }));

    expect(outcome(result)).toEqual({ size: 1 });
    expect(server.received).toEqual([`{"query":${JSON.stringify(readSize.text)},"variables":{"year":2025}}`]);
    expect(path).toBe('/graphql?version=2');
  });

  test('may start with a byte order mark', async () => {
    server.respond((response) => send(response, 200, '\uFEFF{"data":{"name":"Ấn"}}'));

    expect(outcome(await createSource().execute(sourceRequest()))).toEqual({ name: 'Ấn' });
  });

  test('in another encoding than UTF-8 is invalid', async () => {
    server.respond((response) => send(response, 200, Buffer.from('{"data":{"name":"Hòa"}}', 'latin1')));

    expect(outcome(await createSource().execute(sourceRequest()))).toBe('SOURCE_INVALID');
  });
});

describe('a query', () => {
  const noOverload = { 'retry-after': '0' };
  const retried: [string, Respond][] = [
    ['the connection was cut', cut],
    ['the answer broke off', (response) => response.writeHead(200, { 'content-length': '9' }).write('{', cutAfter)],
    ['the ministry answered 429', sendStatus(429, noOverload)],
    ['the ministry answered 502', sendStatus(502)],
    ['the ministry answered 503', sendStatus(503, { 'retry-after': 'soon' })],
    ['the ministry answered 504', sendStatus(504)],
  ];
  function cutAfter(this: void): void {
    server.respond(sendData());
    void server.kill().then(() => server.start());
  }

  test.each(retried)('is sent again when %s', async (_title, respond) => {
    server.respond(respond, sendData());

    expect(outcome(await createSource().execute(sourceRequest()))).toEqual({ size: 1 });
    expect(server.received).toHaveLength(2);
  });

  test('is sent again when the connection was refused', async () => {
    await server.kill();
    const result = createSource({ maxRetries: 10 }).execute(sourceRequest());
    await sleep(30);
    await server.start();

    expect(outcome(await result)).toEqual({ size: 1 });
  });

  test.each([
    ['400', sendStatus(400), 'SOURCE_INVALID'],
    ['404', sendStatus(404), 'SOURCE_INVALID'],
    ['500', sendStatus(500), 'SOURCE_UNAVAILABLE'],
    ['501', sendStatus(501), 'SOURCE_UNAVAILABLE'],
    ['what is no JSON', (response) => send(response, 200, '{'), 'SOURCE_INVALID'],
    ['an error of its own', (response) => send(response, 503, '{"errors":[{}]}'), null],
  ] satisfies [string, Respond, string | null][])(
    'is sent once when the answer is %s',
    async (_title, respond, code) => {
      server.respond(respond, sendData());

      expect(outcome(await createSource().execute(sourceRequest()))).toEqual(code);
      expect(server.received).toHaveLength(1);
    },
  );

  test('is sent as often as is set, and no more', async () => {
    server.respond(cut);

    expect(outcome(await createSource({ maxRetries: 2 }).execute(sourceRequest()))).toBe('SOURCE_UNAVAILABLE');
    expect(outcome(await createSource({ maxRetries: 0 }).execute(sourceRequest()))).toBe('SOURCE_UNAVAILABLE');

    expect(server.received).toHaveLength(4);
  });

  test('waits as long as the ministry asks, when that fits in the deadline', async () => {
    server.respond(sendStatus(503, { 'retry-after': '1' }), sendData());
    const start = performance.now();

    const result = await createSource().execute(sourceRequest());

    expect(outcome(result)).toEqual({ size: 1 });
    expect(performance.now() - start).toBeGreaterThanOrEqual(990);
  });

  test('is not sent again when the wait would not fit', async () => {
    // Longer than this test may take.
    server.respond(sendStatus(503, { 'retry-after': '1000' }), sendData());

    const result = await createSource({ timeoutMs: 999_000 }).execute(sourceRequest());

    expect(outcome(result)).toBe('SOURCE_UNAVAILABLE');
    expect(server.received).toHaveLength(1);
  });

  test('has one deadline for all its retries', async () => {
    server.respond(cut, hang);
    const start = performance.now();

    const result = await createSource({ timeoutMs: 2_000 }).execute(sourceRequest());

    expect(outcome(result)).toBe('SOURCE_TIMEOUT');
    expect(performance.now() - start).toBeLessThan(2 * 2_000);
    expect(server.received).toHaveLength(2);
  });

  test('is hardly sent again to a ministry that answers nobody', async () => {
    server.respond(cut);
    const source = createSource();

    for (let fetches = 0; fetches < 30; fetches++) await source.execute(sourceRequest());

    expect(server.received).toHaveLength(30 + 10);
  });
});

describe('queries that come together', () => {
  const years = [2024, 2025, 2026].map((year) => sourceRequest({ variables: `{"year":${year}}` }));
  const bodies = years.map(({ variables }) => `{"query":"{ size }","variables":${variables}}`);
  /** Answers each operation with its variables. */
  const tellYears: Respond = (response, body) =>
    send(response, 200, JSON.stringify(mapList(JSON.parse(body), ({ variables }) => ({ data: variables }))));

  test('are sent as one list, and answered in their order', async () => {
    server.respond(tellYears);

    const results = await createSource().executeAll(years, undefined);

    expect(results.map(outcome)).toEqual([{ year: 2024 }, { year: 2025 }, { year: 2026 }]);
    expect(server.received).toEqual([`[${bodies.join(',')}]`]);
  });

  test('are no list where there is one', async () => {
    server.respond(tellYears);

    const results = await createSource().executeAll(years.slice(0, 1), undefined);

    expect(results.map(outcome)).toEqual([{ year: 2024 }]);
    expect(server.received).toEqual(bodies.slice(0, 1));
  });

  test('are sent again together', async () => {
    server.respond(cut, tellYears);

    const results = await createSource().executeAll(years, undefined);

    expect(results.map(outcome)).toEqual([{ year: 2024 }, { year: 2025 }, { year: 2026 }]);
    expect(server.received).toHaveLength(2);
  });

  test('fail each for itself when one answer is none', async () => {
    server.respond((response) => send(response, 200, '[{"data":{"size":1}},{"date":{}},{"data":{"size":3}}]'));

    const results = await createSource().executeAll(years, undefined);

    expect(results.map(outcome)).toEqual([{ size: 1 }, 'SOURCE_INVALID', { size: 3 }]);
  });

  test.each([
    ['there are fewer answers', (response) => send(response, 200, '[{"data":{}},{"data":{}}]'), 'SOURCE_INVALID'],
    ['there are more', (response) => send(response, 200, `[${Array(4).fill('{"data":{}}')}]`), 'SOURCE_INVALID'],
    ['the call was refused', sendStatus(401), 'SOURCE_UNAUTHENTICATED'],
    ['the ministry answers 500', sendStatus(500), 'SOURCE_UNAVAILABLE'],
  ] satisfies [string, Respond, string][])(
    'all fail when %s, and are not sent apart',
    async (_title, respond, code) => {
      server.respond(respond, tellYears);

      const results = await createSource().executeAll(years, undefined);

      expect(results.map(outcome)).toEqual(Array(3).fill(code));
      expect(server.received).toHaveLength(1);
    },
  );

  describe('are sent one by one, from the first on', () => {
    const refuseLists =
      (status: number, mediaType: string): Respond =>
      (response, body) => {
        if (!body.startsWith('[')) return tellYears(response, body);
        const refusal = '{"errors":[{"message":"Operation batching is disabled."}]}';
        return response.writeHead(status, { 'content-type': mediaType }).end(refusal);
      };

    test.each([
      [200, 'application/graphql-response+json'],
      [400, 'application/graphql-response+json'],
      [200, 'application/json'],
      [400, 'application/json'],
    ])('to a ministry that answers a list with one error, status %p and %s', async (status, mediaType) => {
      server.respond(refuseLists(status, mediaType));
      let told = 0;
      const source = createSource({ onListRefusal: () => told++ });

      for (let calls = 0; calls < 2; calls++) {
        const results = await source.executeAll(years, undefined);
        expect(results.map(outcome)).toEqual([{ year: 2024 }, { year: 2025 }, { year: 2026 }]);
      }

      expect(server.received.length).toBe(1 + 3 + 3);
      expect(told).toBe(1);
    });
  });

  test('are sent once when a mutation is among them', async () => {
    server.respond(cut, tellYears);

    const results = await createSource().executeAll([...years, sourceRequest({ operation: rename })], undefined);

    expect(results.map(outcome)).toEqual(Array(4).fill('SOURCE_UNAVAILABLE'));
    expect(server.received).toHaveLength(1);
  });
});

function mapList(body: unknown, answer: (query: { variables: object }) => object): unknown {
  return Array.isArray(body) ? body.map(answer) : answer(body as { variables: object });
}

test('a mutation is sent once, whatever becomes of it', async () => {
  server.respond(cut, sendStatus(503), sendData());
  const source = createSource();

  const results = [
    await source.execute(sourceRequest({ operation: rename })),
    await source.execute(sourceRequest({ operation: rename })),
  ];

  expect(results.map(outcome)).toEqual(['SOURCE_UNAVAILABLE', 'SOURCE_UNAVAILABLE']);
  expect(server.received).toHaveLength(2);
});

describe('a failure', () => {
  test.each([
    ['it may have died of what it was asked', cut, true],
    ['it answered 500', sendStatus(500), true],
    ['it answered what is no GraphQL', sendStatus(200), true],
    ['it is overloaded', sendStatus(503), false],
    ['it was too slow', hang, false],
  ] satisfies [string, Respond, boolean][])(
    'tells whether to ask for less when %s: %#',
    async (_title, respond, is) => {
      server.respond(respond);

      const result = await createSource({ timeoutMs: 300 }).execute(sourceRequest());

      expect(result).toMatchObject({ kind: 'failure', isWorthRetrying: is });
    },
  );

  test('of a ministry that is down does not ask for less', async () => {
    await server.kill();

    expect(await createSource().execute(sourceRequest())).toMatchObject({ kind: 'failure', isWorthRetrying: false });
    await server.start();
  });
});

describe('a caller who leaves', () => {
  test('ends the call', async () => {
    const closed = Promise.withResolvers<void>();
    server.respond((response) => response.once('close', closed.resolve));
    const controller = new AbortController();
    const result = createSource().execute(sourceRequest({ signal: controller.signal }));
    while (server.received.length === 0) await sleep(2);

    controller.abort();

    expect(outcome(await result)).toBe('SOURCE_UNAVAILABLE');
    await closed.promise;
  });

  test('ends the pause before a retry', async () => {
    // Longer than this test may take.
    server.respond(sendStatus(503, { 'retry-after': '1000' }), sendData());
    const controller = new AbortController();
    const result = createSource({ timeoutMs: 1_001_000 }).execute(sourceRequest({ signal: controller.signal }));
    while (server.received.length === 0) await sleep(2);

    controller.abort();

    expect(outcome(await result)).toBe('SOURCE_UNAVAILABLE');
    expect(server.received).toHaveLength(1);
  });
});
