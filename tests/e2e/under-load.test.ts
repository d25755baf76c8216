import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { viewSelection } from '../../bin/citizen/view-query.ts';
import { personalIds } from '../contract/people.ts';
import { openTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { until } from '../support/until.ts';
import type { DeployedMinistry } from './support/deployed-ministry.ts';
import type { GatewayBody, RunningGateway } from './support/running-gateway.ts';
import { listUrls, type Stack, startStack } from './support/stack.ts';

const TIMEOUT_MS = 2_000;
/** Who a citizen is has to be known before anything else is asked for. */
const DEADLINE_MS = 2 * TIMEOUT_MS;
/** What a busy machine may add. */
const SLACK_MS = 10_000;
const CLIENTS = 16;

let stack: Stack;
let gateway: RunningGateway;
/** One before each ministry. */
let proxies: readonly TcpProxy[];
/** Everything that the graph can tell of a citizen. */
let query: string;
/** What it tells of each while all ministries are well. */
let whole: ReadonlyMap<string, GatewayBody>;

beforeAll(async () => {
  stack = await startStack();
  proxies = await Promise.all(stack.ministries.map(({ port }) => openTcpProxy(port)));
  const places = stack.ministries.map(({ name }, i) => ({ name, url: `http://127.0.0.1:${proxies[i]?.port}/graphql` }));
  gateway = await stack.addGateway({
    GATEWAY_SUBGRAPH_URLS: listUrls(places),
    GATEWAY_SOURCE_TIMEOUT_MS: String(TIMEOUT_MS),
  });
  query = `{ me ${viewSelection(await gateway.introspect())} }`;
  await until(async () => faultsIn(await view(personalIds[0] ?? '')).length === 0);
  const views = await Promise.all(personalIds.slice(0, 20).map(async (id) => [id, await view(id)] as const));
  // While nobody can tell who bears a number, one that was replaced is taken as it is.
  whole = new Map(views.filter(([id, { data }]) => Object(data?.['me']).personalId === id));
});
afterAll(async () => {
  await stack.close();
  await Promise.all(proxies.map(({ close }) => close()));
});

test('ministries that are killed, paused and started under load cost parts of answers, and nothing is left behind', async () => {
  for (const body of whole.values()) expect(faultsIn(body)).toEqual([]);
  const load = startLoad();
  const hurt = new Set<string>();
  for (const [killed, paused] of pairs(stack.ministries).slice(0, 2)) {
    await killed.kill();
    paused.signal('SIGSTOP');
    await wait(TIMEOUT_MS + 500);
    paused.signal('SIGCONT');
    await killed.start();
    for (const { name } of [killed, paused]) hurt.add(name);
  }
  const answers = await load.stop();

  expect(Math.max(...answers.map(({ durationMs }) => durationMs))).toBeLessThan(DEADLINE_MS + SLACK_MS);
  for (const { personalId, body } of answers) expectPartOf(body, whole.get(personalId), hurt);
  expect(answers.some(({ body }) => faultsIn(body).length > 0)).toBe(true);
  await until(async () => {
    const bodies = await Promise.all([...whole.keys()].map(view));
    return bodies.every((body) => faultsIn(body).length === 0);
  });
  for (const [personalId, { data }] of whole) expect((await view(personalId)).data).toEqual(data);
  // What was cut is closed; what is kept is no more than the load needed.
  for (const proxy of proxies) expect(proxy.countClients()).toBeLessThanOrEqual(CLIENTS);
});

interface Answered {
  readonly personalId: string;
  readonly body: GatewayBody;
  readonly durationMs: number;
}

/** Asks for one citizen after the other from many places at once, until it is stopped and all are answered. */
function startLoad() {
  const ids = [...whole.keys()];
  const answers: Answered[] = [];
  let asked = 0;
  let isStopped = false;
  const clients = Array.from({ length: CLIENTS }, async () => {
    while (!isStopped) {
      const personalId = ids[asked++ % ids.length] ?? '';
      const begun = performance.now();
      const body = await view(personalId);
      answers.push({ personalId, body, durationMs: performance.now() - begun });
    }
  });
  return {
    async stop() {
      isStopped = true;
      await Promise.all(clients);
      return answers;
    },
  };
}

async function view(personalId: string): Promise<GatewayBody> {
  const { status, body } = await gateway.askAsCitizen(personalId, query);
  expect(status).toBe(200);
  return body;
}

/** The errors that are not about what a citizen may not see. */
function faultsIn({ errors = [] }: GatewayBody) {
  return errors.filter(({ extensions }) => extensions?.['code'] !== 'WITHHELD');
}

/** What is there is as it should be, what is missing has a reason, and only those who were hurt are to blame. */
function expectPartOf(body: GatewayBody, expected: GatewayBody | undefined, hurt: ReadonlySet<string>): void {
  expect(body.data).toEqual(nullAsIn(body.data, expected?.data));
  const faults = faultsIn(body);
  if (faults.length === 0) expect(body.data).toEqual(expected?.data);
  for (const { extensions } of faults) {
    expect(['SOURCE_UNAVAILABLE', 'SOURCE_TIMEOUT']).toContain(extensions?.['code']);
    expect(hurt).toContain(extensions?.['ministry']);
  }
}

/** The expected value, with null wherever the actual one is null. */
function nullAsIn(actual: unknown, expected: unknown): unknown {
  if (actual === null || typeof expected !== 'object' || expected === null) return actual === null ? null : expected;
  const there = actual as Readonly<Record<string, unknown>>;
  if (Array.isArray(expected)) return expected.map((item, index) => nullAsIn(there[index], item));
  return Object.fromEntries(Object.entries(expected).map(([key, value]) => [key, nullAsIn(there[key], value)]));
}

/** Each with the one after it. */
function pairs(ministries: readonly DeployedMinistry[]): (readonly [DeployedMinistry, DeployedMinistry])[] {
  return ministries.flatMap((first, i) => {
    const second = ministries[i + 1];
    return i % 2 === 0 && second ? [[first, second] as const] : [];
  });
}
