import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { ActiveConsents, ConsentView } from '../../../../gateway/consents/active/active-consents.ts';
import { LOOK_UP_TIMEOUT_MS } from '../../../../gateway/consents/active/look-up-timeout.ts';
import { openActiveConsents } from '../../../../gateway/consents/active/open-active-consents.ts';
import { TRUST_MS } from '../../../../gateway/consents/active/trust.ts';
import { createLog } from '../../../../gateway/log.ts';
import { openTestPostgres, type TestPostgres } from '../../../support/postgres.ts';
import { runStatement } from '../../../support/run-statement.ts';
import { until } from '../../../support/until.ts';
import { makeGatewayDatabase, ownerUrlOf } from '../../support/gateway-database.ts';
import { insertConsent, withdrawConsent } from './consent-rows.ts';

let postgres: TestPostgres;
let url: string;
let ownerUrl: string;
let serial = 0;
const opened: ActiveConsents[] = [];
const log = createLog({ logLevel: 'silent' });

beforeAll(async () => {
  postgres = await openTestPostgres();
  url = await makeGatewayDatabase(postgres);
  ownerUrl = ownerUrlOf(postgres);
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((consents) => consents.close()));
});

afterAll(() => postgres.close());

/** As one process of the gateway has them. */
function open(): ActiveConsents {
  const consents = openActiveConsents(url, log);
  opened.push(consents);
  return consents;
}

/** A citizen nobody knows yet. */
const someone = (): string => `0000000${String(++serial).padStart(5, '0')}`;

/** What can be said of them; on a busy machine it may take more than one look. */
async function viewOf(consents: ActiveConsents, ...personalIds: string[]): Promise<ConsentView> {
  let view = consents.open();
  await view.find(personalIds);
  await until(async () => {
    if (!personalIds.some((personalId) => view.of(personalId) === 'unavailable')) return true;
    view.close();
    view = consents.open();
    await view.find(personalIds);
    return false;
  });
  return view;
}

function statesOf(view: ConsentView, personalId: string): readonly string[] | 'unavailable' {
  const consents = view.of(personalId);
  return consents === 'unavailable' ? consents : consents.map(({ state }) => state);
}

describe('a view', () => {
  test('finds what was given, with its fields and times, and nothing of who was only asked', async () => {
    const [giver, asked] = [someone(), someone()];
    const fields = ['Citizen.name', 'Citizen.children'];
    const id = await insertConsent(ownerUrl, { subject: giver, agency: 'hospital', purpose: 'care', fields });
    await insertConsent(ownerUrl, { subject: asked, state: 'requested' });

    const view = await viewOf(open(), giver, asked);

    const [consent] = view.of(giver);
    expect(consent).toMatchObject({ id, version: 1, agency: 'hospital', purpose: 'care', state: 'given' });
    const { fields: found, validFrom, validUntil } = Object(consent);
    expect([...found]).toEqual(fields);
    expect(validUntil - Date.now()).toBeGreaterThan(80_000_000);
    expect(validUntil - validFrom).toBeCloseTo(201 * 86_400_000, -3);
    expect(view.of(asked)).toEqual([]);
    view.close();
  });

  test('tells of consents that ended of late, and not of older ones', async () => {
    const subject = someone();
    await insertConsent(ownerUrl, { subject, endsInMs: -1000 });
    await insertConsent(ownerUrl, { subject, endsInMs: -100 * 86_400_000 });
    await insertConsent(ownerUrl, { subject, state: 'withdrawn' });
    const view = await viewOf(open(), subject);
    expect(statesOf(view, subject)).toEqual(['given', 'withdrawn']);
    view.close();
  });

  test('needs the database once, and then knows at once', async () => {
    const subject = someone();
    const consents = open();
    (await viewOf(consents, subject)).close();
    const view = consents.open();
    expect(view.find([subject])).toBeUndefined();
    expect(view.of(subject)).toEqual([]);
    view.close();
  });

  test('finds what the database has said in time, also when this process was too late to hear it', async () => {
    const subject = someone();
    await insertConsent(ownerUrl, { subject });
    const consents = open();
    (await viewOf(consents, someone())).close();
    const view = consents.open();
    const found = view.find([subject]);
    // By now the statement has left, and this process does something else for longer than anybody waits.
    await turn();
    for (const start = performance.now(); performance.now() - start < 2 * LOOK_UP_TIMEOUT_MS; );
    await found;
    expect(statesOf(view, subject)).toEqual(['given']);
    view.close();
  });

  test('knows nothing of who it was not asked to find', async () => {
    const subject = someone();
    const consents = open();
    const view = await viewOf(consents, subject);
    expect(view.of(someone())).toBe('unavailable');
    view.close();
    expect(view.of(subject)).toBe('unavailable');
  });

  test('hears of a withdrawal while it is open, under another version', async () => {
    const subject = someone();
    const id = await insertConsent(ownerUrl, { subject });
    const consents = open();
    const view = await viewOf(consents, subject);
    const [before, version] = [view.of(subject), view.version];
    expect(view.of(subject)).toBe(before);

    await withdrawConsent(ownerUrl, id);
    await consents.whenEverywhere();

    expect(statesOf(view, subject)).toEqual(['withdrawn']);
    expect(view.version).not.toBe(version);
    view.close();
  });

  test('keeps its version when only others change', async () => {
    const [subject, other] = [someone(), someone()];
    const consents = open();
    const view = await viewOf(consents, subject);
    const { version } = view;
    await insertConsent(ownerUrl, { subject: other });
    await consents.whenEverywhere();
    expect(view.version).toBe(version);
    view.close();
  });
});

describe('a withdrawal', () => {
  test('holds in every process when it has been waited for, at once', async () => {
    const processes = [open(), open(), open(), open()];
    const [first] = processes;
    for (let round = 0; round < 20; round++) {
      const subject = someone();
      const id = await insertConsent(ownerUrl, { subject });
      const views = await Promise.all(processes.map((process) => viewOf(process, subject)));
      expect(views.map((view) => statesOf(view, subject))).toEqual(Array(4).fill(['given']));
      for (const view of views.slice(2)) view.close();

      await withdrawConsent(ownerUrl, id);
      const startedAt = performance.now();
      await first?.whenEverywhere();
      // Who was not heard of is waited for until nobody can trust them any more.
      expect(performance.now() - startedAt).toBeLessThan(TRUST_MS);

      for (const view of views.slice(0, 2)) expect(statesOf(view, subject)).toEqual(['withdrawn']);
      for (const process of processes) {
        const view = process.open();
        await view.find([subject]);
        expect(['withdrawn', 'unavailable']).toContain(String(statesOf(view, subject)));
        view.close();
        const again = await viewOf(process, subject);
        expect(statesOf(again, subject)).toEqual(['withdrawn']);
        again.close();
      }
      for (const view of views.slice(0, 2)) view.close();
    }
  });

  test('that is rolled back changes nothing', async () => {
    const subject = someone();
    const id = await insertConsent(ownerUrl, { subject });
    const consents = open();
    const view = await viewOf(consents, subject);
    await runStatement(ownerUrl, `BEGIN; UPDATE consent SET state = 'withdrawn' WHERE id = '${id}'; ROLLBACK`);
    await consents.whenEverywhere();
    expect(statesOf(view, subject)).toEqual(['given']);
    view.close();
  });

  test('of more citizens than are followed one by one makes everything be read anew', async () => {
    const subject = someone();
    const consents = open();
    const id = await insertConsent(ownerUrl, { subject });
    (await viewOf(consents, subject)).close();
    await runStatement(
      ownerUrl,
      `INSERT INTO consent (id, subject, agency, purpose, fields, state, valid_from, valid_until)
      SELECT gen_random_uuid(), 'crowd ' || n, 'agency', 'purpose', '{Citizen.name}', 'given', now(), now() + interval '1 day'
      FROM generate_series(1, 1500) AS n`,
    );
    await runStatement(ownerUrl, `UPDATE consent SET state = 'withdrawn' WHERE id = $1 OR subject LIKE 'crowd %'`, [
      id,
    ]);
    await consents.whenEverywhere();
    const view = await viewOf(consents, subject);
    expect(statesOf(view, subject)).toEqual(['withdrawn']);
    view.close();
  });

  test('holds when the whole table is emptied', async () => {
    const subject = someone();
    await insertConsent(ownerUrl, { subject });
    const consents = open();
    (await viewOf(consents, subject)).close();
    await runStatement(ownerUrl, 'TRUNCATE consent');
    await consents.whenEverywhere();
    const view = await viewOf(consents, subject);
    expect(statesOf(view, subject)).toEqual([]);
    view.close();
  });
});

test('a process that ended without a word is waited for once, as long as anybody could trust it', async () => {
  await runStatement(url, `INSERT INTO gateway_process (id, epoch) VALUES (gen_random_uuid(), 0)`);
  const consents = open();
  (await viewOf(consents, someone())).close();
  await insertConsent(ownerUrl, { subject: someone() });

  const startedAt = performance.now();
  await consents.whenEverywhere();
  const waitedMs = performance.now() - startedAt;
  expect(waitedMs).toBeGreaterThan(TRUST_MS);
  expect(waitedMs).toBeLessThan(3 * TRUST_MS);

  // The silent one is removed soon after.
  await until(async () => (await runStatement(ownerUrl, 'SELECT FROM gateway_process')).rowCount === 1);
  await insertConsent(ownerUrl, { subject: someone() });
  const againAt = performance.now();
  await consents.whenEverywhere();
  expect(performance.now() - againAt).toBeLessThan(TRUST_MS);
});

test('the login that answers cannot hide a change', async () => {
  for (const statement of [
    'UPDATE consent_epoch SET number = 0',
    'DELETE FROM consent_change',
    'ALTER TABLE consent DISABLE TRIGGER ALL',
  ]) {
    await expect(runStatement(url, statement)).rejects.toThrow(/permission denied|must be owner/);
  }
});
