import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Pool } from 'undici';
import { Circuit } from '../../../gateway/fetch/circuit.ts';
import type { Source } from '../../../gateway/fetch/source.ts';
import { steerClock } from '../../support/steer-clock.ts';
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
import { outcome, sourceRequest } from './source-request.ts';
import { createTestSource } from './test-source.ts';

/** By a clock that stands still: so nothing but the tests lets a pause pass. */
const pauseMs = 100;
const pass = (ms: number): void => void jest.advanceTimersByTime(ms);

let server: ScriptedServer;
let pool: Pool;
let source: Source;
let changes: boolean[];

beforeEach(async () => {
  steerClock('Date');
  server = await startScriptedServer();
  pool = new Pool(`http://127.0.0.1:${server.port}`, { connections: 8 });
  changes = [];
  const circuit = new Circuit({ maxFailures: 3, pauseMs, onChange: (isClosed) => changes.push(isClosed) });
  source = createTestSource({ url: server.url, dispatcher: pool, timeoutMs: 1_000, circuit });
});

afterEach(async () => {
  await pool.destroy();
  await server.kill();
  jest.useRealTimers();
});

/** Fetches one after the other, and tells what came of them. */
async function fetchTimes(count: number): Promise<unknown[]> {
  const outcomes: unknown[] = [];
  for (let fetches = 0; fetches < count; fetches++) outcomes.push(outcome(await source.execute(sourceRequest())));
  return outcomes;
}

const failures: [string, Respond, string][] = [
  ['cuts connections', cut, 'SOURCE_UNAVAILABLE'],
  ['answers 503', sendStatus(503), 'SOURCE_UNAVAILABLE'],
  ['is too slow', hang, 'SOURCE_TIMEOUT'],
  ['answers what is no GraphQL', (response) => send(response, 200, '[]'), 'SOURCE_INVALID'],
];

describe('a ministry that', () => {
  test.each(failures)('%s several times in a row is left alone', async (_title, respond, code) => {
    server.respond(respond);

    expect(await fetchTimes(3)).toEqual([code, code, code]);
    const refused = await source.execute(sourceRequest());

    expect(refused).toMatchObject({ kind: 'failure', isWorthRetrying: false });
    expect(outcome(refused)).toBe('SOURCE_UNAVAILABLE');
    expect(server.received).toHaveLength(3);
    expect(changes).toEqual([false]);
  });

  test('answers in between is asked on', async () => {
    server.respond(cut, cut, sendData(), cut, cut, sendData());

    expect((await fetchTimes(6)).at(-1)).toEqual({ size: 1 });
    expect(changes).toEqual([]);
  });

  test('reports errors of its own is asked on', async () => {
    server.respond((response) => send(response, 200, '{"errors":[{"message":"x"}]}'));

    await fetchTimes(10);

    expect(server.received).toHaveLength(10);
    expect(changes).toEqual([]);
  });

  test('is back is found by the first fetch after the pause', async () => {
    server.respond(cut, cut, cut, sendData());
    await fetchTimes(3);

    pass(pauseMs);

    expect(await fetchTimes(2)).toEqual([{ size: 1 }, { size: 1 }]);
    expect(changes).toEqual([false, true]);
  });

  test('is still down costs one fetch for each pause', async () => {
    server.respond(cut);
    await fetchTimes(3);

    for (let pauses = 0; pauses < 3; pauses++) {
      pass(pauseMs);
      await fetchTimes(5);
    }

    expect(server.received).toHaveLength(3 + 3);
    expect(changes).toEqual([false]);
  });
});

describe('a probe', () => {
  beforeEach(async () => {
    server.respond(cut, cut, cut, async (response, body) => {
      await sleep(80);
      sendData()(response, body);
    });
    await fetchTimes(3);
    pass(pauseMs);
  });

  test('is waited for by its caller alone', async () => {
    const results = await Promise.all(Array.from({ length: 5 }, () => source.execute(sourceRequest())));

    expect(results.map(outcome)).toEqual([{ size: 1 }, ...Array(4).fill('SOURCE_UNAVAILABLE')]);
    expect(server.received).toHaveLength(4);
  });

  test('goes on when its caller is gone', async () => {
    const controller = new AbortController();
    const probe = source.execute(sourceRequest({ signal: controller.signal }));
    controller.abort();
    await probe;

    expect(changes).toEqual([false, true]);
  });
});

test('a caller who leaves says nothing about the ministry', async () => {
  server.respond(cut, cut, hang, cut);
  await fetchTimes(2);
  const controller = new AbortController();
  const left = source.execute(sourceRequest({ signal: controller.signal }));
  await sleep(20);
  controller.abort();
  await left;

  expect(changes).toEqual([]);
  await fetchTimes(1);
  expect(changes).toEqual([false]);
});
