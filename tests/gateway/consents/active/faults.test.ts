import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ActiveConsents } from '../../../../gateway/consents/active/active-consents.ts';
import { LOOK_UP_TIMEOUT_MS } from '../../../../gateway/consents/active/look-up-timeout.ts';
import { openActiveConsents } from '../../../../gateway/consents/active/open-active-consents.ts';
import { TRUST_MS } from '../../../../gateway/consents/active/trust.ts';
import { createLog } from '../../../../gateway/log.ts';
import { openTestPostgres, type TestPostgres } from '../../../support/postgres.ts';
import { openTcpProxy, type TcpProxy } from '../../../support/tcp-proxy.ts';
import { until } from '../../../support/until.ts';
import { makeGatewayDatabase, ownerUrlOf } from '../../support/gateway-database.ts';
import { insertConsent, withdrawConsent } from './consent-rows.ts';

let postgres: TestPostgres;
let url: string;
let proxy: TcpProxy;
let serial = 0;
/** A process behind a network of its own, and one whose network is well. */
let consents: ActiveConsents;
let other: ActiveConsents;

beforeAll(async () => {
  postgres = await openTestPostgres();
  url = await makeGatewayDatabase(postgres);
});

beforeEach(async () => {
  proxy = await openTcpProxy(postgres.port);
  const proxied = new URL(url);
  proxied.port = String(proxy.port);
  const log = createLog({ logLevel: 'silent' });
  consents = openActiveConsents(proxied.href, log);
  other = openActiveConsents(url, log);
});

afterEach(async () => {
  await proxy.close();
  await Promise.all([consents.close(), other.close()]);
});

afterAll(() => postgres.close());

const someone = (): string => `1000000${String(++serial).padStart(5, '0')}`;

/** What a new request would be told. */
async function ask(subject: string, process = consents): Promise<readonly string[] | 'unavailable'> {
  const view = process.open();
  await view.find([subject]);
  const found = view.of(subject);
  view.close();
  return found === 'unavailable' ? found : found.map(({ state }) => state);
}

async function untilIs(state: 'given' | 'withdrawn' | 'unavailable', subject: string): Promise<void> {
  await until(async () => String(await ask(subject)) === state);
}

async function given(): Promise<{ readonly subject: string; readonly id: string }> {
  const subject = someone();
  const id = await insertConsent(ownerUrlOf(postgres), { subject });
  await untilIs('given', subject);
  return { subject, id };
}

async function msOf(work: Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work;
  return performance.now() - startedAt;
}

describe('while the database is cut off', () => {
  test.each([
    ['frozen', () => proxy.freeze(), () => proxy.thaw()],
    ['gone', () => cutOff(), () => proxy.retarget(postgres.port)],
  ])(
    'because it is %s, consents are told for as long as they can be trusted, and then no more',
    async (_how, cut, mend) => {
      const { subject, id } = await given();
      const view = consents.open();
      await view.find([subject]);
      cut();
      const cutAt = performance.now();
      expect(view.of(subject)).toHaveLength(1);

      await withdrawConsent(ownerUrlOf(postgres), id);
      await other.whenEverywhere();
      expect(performance.now() - cutAt).toBeGreaterThan(TRUST_MS - 1500);
      expect(view.of(subject)).toBe('unavailable');
      expect(await ask(subject)).toBe('unavailable');
      expect(await ask(someone())).toBe('unavailable');
      view.close();

      mend();
      await untilIs('withdrawn', subject);
    },
  );

  test('nobody waits long for it, and only the first ones at all', async () => {
    const { subject } = await given();
    proxy.freeze();
    await untilIs('unavailable', subject);
    await sleep(1500);
    const waits = await Promise.all(Array.from({ length: 50 }, () => msOf(ask(someone()))));
    expect(Math.max(...waits)).toBeLessThan(10 * LOOK_UP_TIMEOUT_MS);
    const waitsAgain = await Promise.all([1, 2, 3].map(() => msOf(ask(someone()))));
    expect(Math.min(...waitsAgain)).toBeLessThan(LOOK_UP_TIMEOUT_MS / 2);
    proxy.thaw();
  });

  test('whoever withdraws waits no longer than anybody could trust the old state', async () => {
    await given();
    proxy.freeze();
    const waitedMs = await msOf(consents.whenEverywhere());
    expect(waitedMs).toBeLessThan(3 * TRUST_MS);
    proxy.thaw();
  });
});

test('a connection that breaks is opened again, and what changed meanwhile is known', async () => {
  const { subject, id } = await given();
  proxy.disconnect();
  await withdrawConsent(ownerUrlOf(postgres), id);
  await other.whenEverywhere();
  expect(await ask(subject)).not.toEqual(['given']);
  await untilIs('withdrawn', subject);
});

test('a server that is restarted under load opens nothing, and is back by itself', async () => {
  const { subject, id } = await given();
  const seen = new Set<string>();
  let isOver = false;
  let isWithdrawn = false;
  const load = Array.from({ length: 16 }, async () => {
    while (!isOver) {
      const mayBeTold = !isWithdrawn;
      const states = String(await ask(subject));
      if (!mayBeTold) seen.add(states);
      await sleep(1);
    }
  });
  await withdrawConsent(ownerUrlOf(postgres), id);
  await other.whenEverywhere();
  isWithdrawn = true;
  await sleep(100);
  await postgres.stop();
  await sleep(TRUST_MS + 500);
  expect(await ask(subject)).toBe('unavailable');
  const restarted = await postgres.restart();
  proxy.retarget(restarted.port);
  postgres = restarted;
  await untilIs('withdrawn', subject);
  isOver = true;
  await Promise.all(load);
  expect(seen).toEqual(new Set(['withdrawn', 'unavailable']));
});

/** Breaks all connections, and lets no new one through. */
function cutOff(): void {
  proxy.retarget(1);
  proxy.disconnect();
}
