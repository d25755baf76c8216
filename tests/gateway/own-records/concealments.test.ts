import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runStatement } from '../../support/run-statement.ts';
import { type Claims, eidLevel, sampleClaims } from '../../support/tokens.ts';
import { openConsents, type TestConsents } from '../consents/support/open-consents.ts';
import { ownerUrlOf } from '../support/gateway-database.ts';

interface Page {
  readonly disclosures: readonly { readonly dossier: string }[];
  readonly concealed: number;
}

let country: TestConsents;

beforeAll(async () => {
  country = await openConsents();
});

afterAll(async () => {
  await country?.close();
});

const court = { agency: 'X-one-stop-shop', agency_kind: 'court', acr: eidLevel(2) };
const officer: Claims = { ...sampleClaims.officer, ...court };

async function conceal(claims: Claims, dossier: string, days = 30, document = '12/QĐ-TA') {
  const mutation = `mutation { until: concealDisclosures(dossier: "${dossier}", document: "${document}", days: ${days}) }`;
  const { data, errors } = await country.askAs<{ until: string | null }>(claims, mutation);
  return { until: data?.until, code: errors?.[0]?.extensions?.['code'] };
}

async function look(dossier: string): Promise<void> {
  const { personalId, fullName, dateOfBirth } = country.named('an');
  const named = `personalId: "${personalId}", fullName: "${fullName}", dateOfBirth: "${dateOfBirth}"`;
  const stated = `purpose: { code: "clinic-visit", dossier: "${dossier}" }`;
  await country.askAs(country.clerk, `{ citizen(${named}, ${stated}) { fullName } }`);
}

async function read(): Promise<Page> {
  const query = '{ me { disclosures(first: 50, filter: { own: false }) { disclosures { dossier } concealed } } }';
  const { data } = await country.askAs<{ me: { disclosures: Page } }>(country.citizen('an'), query);
  if (!data) throw new Error('nothing was told');
  return data.me.disclosures;
}

const asOwner = (statement: string) => runStatement(ownerUrlOf(country.postgres), statement);

describe('what a court keeps back', () => {
  test('is counted till its time is over, and told then', async () => {
    await look('case-1');
    await look('other-case');
    expect(await read()).toEqual({ disclosures: [{ dossier: 'other-case' }, { dossier: 'case-1' }], concealed: 0 });

    const { until } = await conceal(officer, 'case-1');
    expect((Date.parse(until ?? '') - Date.now()) / (24 * 60 * 60 * 1000)).toBeCloseTo(30, 2);
    await look('case-1');
    expect(await read()).toEqual({ disclosures: [{ dossier: 'other-case' }], concealed: 2 });

    await asOwner('ALTER TABLE concealment DISABLE TRIGGER USER');
    await asOwner(
      `UPDATE concealment SET entered_at = now() - INTERVAL '31 days', until = now() - INTERVAL '1 second'`,
    );
    await asOwner('ALTER TABLE concealment ENABLE TRIGGER USER');
    expect(await read()).toMatchObject({ disclosures: { length: 3 }, concealed: 0 });
  });

  test('is what it asked itself: the same dossier of another agency stays visible', async () => {
    await look('case-2');
    await conceal({ ...officer, agency: 'Y-court' }, 'case-2');
    expect((await read()).disclosures[0]).toEqual({ dossier: 'case-2' });
  });

  test('is on record, and cannot be changed or taken back', async () => {
    await conceal(officer, 'case-3');
    const { rows } = await asOwner(
      `SELECT subject, account FROM ledger_record WHERE kind = 'concealment' AND dossier = 'case-3'`,
    );
    expect(rows).toEqual([{ subject: null, account: officer['sub'] }]);
    await expect(asOwner('DELETE FROM concealment')).rejects.toThrow(/append-only/);
    await expect(runStatement(country.databaseUrl, 'DELETE FROM concealment')).rejects.toThrow(/denied/);
  });

  test('is never kept back for longer than 365 days after it was asked', async () => {
    await asOwner(`INSERT INTO concealment (agency, dossier, document, account, client, until)
      VALUES ('X-court', 'old-case', 'an order', 'an officer', 'a program', now() + INTERVAL '1 day')`);
    const { rows } =
      await asOwner(`SELECT days, is_concealed(jsonb_populate_record(NULL::ledger_record, jsonb_build_object(
        'agency', 'X-court', 'dossier', 'old-case', 'at', now() - make_interval(days => days)))) AS concealed
      FROM (VALUES (1), (364), (366)) AS asked (days)`);
    expect(rows).toEqual([
      { days: 1, concealed: true },
      { days: 364, concealed: true },
      { days: 366, concealed: false },
    ]);
  });

  test.each<[string, Claims]>([
    ['a clerk of the court', { ...sampleClaims.clerk, ...court }],
    ['an officer of a hospital', { ...officer, agency_kind: 'hospital' }],
    ['an officer at eID level 1', { ...officer, acr: eidLevel(1) }],
  ])('is not kept back by %s', async (_, claims) => {
    expect((await conceal(claims, 'case-4')).code).toBe('CONCEALMENT_NOT_YOURS');
  });

  test.each([0, 181])('is not kept back for %i days', async (days) => {
    expect((await conceal(officer, 'case-5', days)).code).toBe('VALUE_INVALID');
  });
});
