import { getEventListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../../gateway/config.ts';
import { openSourceFactory, type SourceFactory } from '../../../gateway/fetch/create-source.ts';
import type { Source } from '../../../gateway/fetch/source.ts';
import { createLog } from '../../../gateway/log.ts';
import { openTcpProxy, type TcpProxy } from '../../support/tcp-proxy.ts';
import { until } from '../../support/until.ts';
import { type ScriptedServer, send, startScriptedServer } from './scripted-server.ts';
import { outcome, sourceRequest } from './source-request.ts';

const timeoutMs = 500;
const pauseMs = 200;
const maxConnections = 8;
/** What a busy machine may add to a time limit. */
const slackMs = 4_500;
/** How long a busy machine may take to be well again. */
const patienceMs = 30_000;

let server: ScriptedServer;
let proxy: TcpProxy;
let factory: SourceFactory;
let source: Source;

beforeEach(async () => {
  server = await startScriptedServer();
  // Answers with the number that it was asked for, so that a mixed-up answer shows.
  server.respond(async (response, body) => {
    await sleep(2);
    send(response, 200, JSON.stringify({ data: JSON.parse(body).variables }));
  });
  proxy = await openTcpProxy(server.port);
  const config = readConfig({
    GATEWAY_SOURCE_TIMEOUT_MS: `${timeoutMs}`,
    GATEWAY_SOURCE_MAX_CONNECTIONS: `${maxConnections}`,
    GATEWAY_CIRCUIT_PAUSE_MS: `${pauseMs}`,
    GATEWAY_LOG_LEVEL: 'silent',
  });
  factory = openSourceFactory(config, {
    localSchemas: new Map(),
    signingKeys: undefined,
    tls: {},
    log: createLog(config),
  });
  source = factory.createSource({ name: 'treasury', url: `http://127.0.0.1:${proxy.port}/graphql` });
});

afterEach(async () => {
  await factory.close();
  await proxy.close();
  await server.kill();
});

interface Fetched {
  readonly asked: number;
  readonly outcome: unknown;
  readonly durationMs: number;
  readonly endedAt: number;
}

/** Fetches from 16 places at once until it is stopped; each asks for a number of its own. */
function startLoad() {
  const fetched: Fetched[] = [];
  let asked = 0;
  let isStopped = false;
  const clients = Array.from({ length: 16 }, async () => {
    while (!isStopped) {
      const n = asked++;
      const start = performance.now();
      const result = await source.execute(sourceRequest({ variables: `{"n":${n}}` }));
      const endedAt = performance.now();
      fetched.push({ asked: n, outcome: outcome(result), durationMs: endedAt - start, endedAt });
      // A refusal comes at once; a caller does not ask as fast as that.
      if (result.kind === 'failure') await sleep(5);
    }
  });
  return {
    fetched,
    async stop() {
      isStopped = true;
      await Promise.all(clients);
      return fetched;
    },
  };
}

/** Harms the ministry under load for a while, mends it, waits until it is well, and tells how all fetches ended. */
async function harm(begin: () => unknown, end: () => unknown): Promise<Fetched[]> {
  const load = startLoad();
  await sleep(200);
  await begin();
  await sleep(900);
  await end();
  await untilWell(load.fetched);
  return await load.stop();
}

/** @throws Error when the last fetches, all begun from now on, do not succeed for too long */
async function untilWell(fetched: readonly Fetched[]): Promise<void> {
  const mendedAt = performance.now();
  const isWell = (): boolean => {
    const last = fetched.slice(-50);
    return (
      last.length === 50 && last.every(({ outcome, endedAt }) => endedAt > mendedAt && typeof outcome !== 'string')
    );
  };
  while (!isWell()) {
    if (performance.now() > mendedAt + patienceMs) throw new Error('The ministry is mended, and fetches still fail');
    await sleep(20);
  }
}

describe('a ministry under load', () => {
  test.each([
    ['killed and started', () => server.kill(), () => server.start()],
    ['frozen and thawed', () => proxy.freeze(), () => proxy.thaw()],
    ['made to stumble', () => stumble(), () => {}],
  ])(
    'that is %s: each fetch ends in time, none with a wrong answer, and all is well soon',
    async (_title, begin, end) => {
      const fetched = await harm(begin, end);

      expect(Math.max(...fetched.map(({ durationMs }) => durationMs))).toBeLessThan(timeoutMs + slackMs);
      for (const { asked, outcome } of fetched) {
        if (typeof outcome !== 'string') expect(outcome).toEqual({ n: asked });
        else expect(['SOURCE_UNAVAILABLE', 'SOURCE_TIMEOUT']).toContain(outcome);
      }
    },
  );

  /** Several short stops, as when its processes are replaced one after the other. */
  async function stumble(): Promise<void> {
    for (let times = 0; times < 4; times++) {
      await server.kill();
      await server.start();
      await sleep(100);
    }
  }

  test('never has more connections than are set', async () => {
    const load = startLoad();
    await until(() => load.fetched.length > 500);
    const open = await server.countOpen();
    await load.stop();

    expect(open).toBe(maxConnections);
    expect(server.connectionsTaken).toBe(maxConnections);
  });
});

test('fetches that were cancelled or timed out leave no timer, no listener and no call behind', async () => {
  proxy.freeze();
  const timersBefore = countTimers();
  const callers = Array.from({ length: 200 }, () => new AbortController());

  const results = callers.map(({ signal }, n) => source.execute(sourceRequest({ variables: `{"n":${n}}`, signal })));
  await sleep(50);
  for (const caller of callers.slice(0, 150)) caller.abort();
  const outcomes = new Set((await Promise.all(results)).map(outcome));
  proxy.thaw();
  await until(async () => countTimers() <= timersBefore + 1 && (await server.countOpen()) <= maxConnections);

  expect(outcomes).toEqual(new Set(['SOURCE_UNAVAILABLE', 'SOURCE_TIMEOUT']));
  expect(callers.flatMap(({ signal }) => getEventListeners(signal, 'abort'))).toEqual([]);
});

function countTimers(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
}
