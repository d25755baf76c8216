import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runStatement } from '../../support/run-statement.ts';
import { type Claims, eidLevel, sampleClaims } from '../../support/tokens.ts';
import { openConsents, type TestConsents } from '../consents/support/open-consents.ts';
import type { Name } from '../consents/support/small-country.ts';
import { ownerUrlOf } from '../support/gateway-database.ts';

interface Correction {
  readonly id: string;
  readonly subject: string;
  readonly field: string;
  readonly state: string;
  readonly answer: string | null;
}

let country: TestConsents;

beforeAll(async () => {
  country = await openConsents({ GATEWAY_STEWARDS: 'registry=X-ministry' });
});

afterAll(async () => {
  await country?.close();
});

const steward: Claims = { ...sampleClaims.steward, agency: 'X-ministry', acr: eidLevel(2) };
const fields =
  'id subject field ministries text evidence state ruleSet acknowledgeBy dueAt requestedAt answer answeredAt';
const wrong = 'My name is written with a wrong tone mark, it is Nguyễn Thị Ân.';

async function change(claims: Claims, mutation: string) {
  const { data, errors } = await country.askAs<{ result: Correction | null }>(
    claims,
    `mutation { result: ${mutation} { ${fields} } }`,
  );
  return { correction: data?.result ?? undefined, code: errors?.[0]?.extensions?.['code'] };
}

const request = (name: Name, text = wrong, field = 'Citizen.fullName') =>
  change(country.citizen(name), `requestCorrection(field: "${field}", text: "${text}", evidence: "birth certificate")`);

const answer = (claims: Claims, id: string | undefined, outcome = 'CORRECTED', text = 'The certificate shows it so.') =>
  change(claims, `answerCorrection(id: "${id}", outcome: ${outcome}, text: "${text}")`);

async function readOwn(name: Name) {
  const query = `{ me { corrections(first: 50) { corrections { ${fields} } next } } }`;
  const { data } = await country.askAs<{ me: { corrections: { corrections: Correction[] } } }>(
    country.citizen(name),
    query,
  );
  return data?.me.corrections.corrections;
}

async function readQueue(claims: Claims, part = '') {
  const query = `{ result: correctionsToAnswer${part} { corrections { ${fields} } next } }`;
  return await country.askAs<{ result: { corrections: Correction[]; next: string | null } | null }>(claims, query);
}

async function readRecords(id: string | undefined) {
  const { rows } = await runStatement(
    ownerUrlOf(country.postgres),
    `SELECT subject, role, account FROM ledger_record WHERE kind = 'correction' AND dossier = $1 ORDER BY at`,
    [id],
  );
  return rows;
}

describe('a correction', () => {
  test('is asked for by the citizen, due by the law of the day, answered by the steward, and read by the citizen', async () => {
    const { correction } = await request('an');
    expect(correction).toMatchObject({
      field: 'Citizen.fullName',
      subject: country.country.people.an.personalId,
      ministries: ['registry'],
      text: wrong,
      evidence: 'birth certificate',
      state: 'WAITING',
      ruleSet: 'personal-data-law-2025',
      answer: null,
    });
    const { dueAt, requestedAt } = correction as unknown as { dueAt: string; requestedAt: string };
    expect((Date.parse(dueAt) - Date.parse(requestedAt)) / (24 * 60 * 60 * 1000)).toBeCloseTo(10, 3);

    const { data } = await readQueue(steward);
    expect(data?.result?.corrections).toMatchObject([{ id: correction?.id, text: wrong }]);

    const answered = await answer(steward, correction?.id);
    expect(answered.correction).toMatchObject({ state: 'CORRECTED', answer: 'The certificate shows it so.' });
    expect(await readOwn('an')).toMatchObject([{ id: correction?.id, state: 'CORRECTED' }]);
    expect((await readQueue(steward)).data?.result?.corrections).toEqual([]);
  });

  test('leaves records in the ledger of its request, its reading and its answer, without what was written', async () => {
    const { correction } = await request('binh');
    await readQueue(steward);
    await answer(steward, correction?.id, 'REFUSED', 'The certificate says otherwise, see there.');
    const subject = country.country.people.binh.personalId;
    expect(await readRecords(correction?.id)).toMatchObject([
      { subject, role: 'citizen' },
      { subject, role: 'steward' },
      { subject, role: 'steward' },
    ]);
    const { rows } = await runStatement(
      ownerUrlOf(country.postgres),
      'SELECT ledger_record::text AS row FROM ledger_record',
    );
    for (const text of [wrong, 'birth certificate', 'says otherwise']) {
      expect(JSON.stringify(rows)).not.toContain(text);
      expect(country.gateway.log()).not.toContain(text);
    }
  });

  test('that is asked for again is the same, and so is an answer; another answer is refused', async () => {
    const first = await request('dung');
    const again = await request('dung');
    expect(again.correction?.id).toBe(first.correction?.id);
    const other = await request('dung', 'The day of birth is wrong as well, please look.', 'Citizen.dateOfBirth');
    expect(other.correction?.id).not.toBe(first.correction?.id);

    await answer(steward, first.correction?.id);
    expect((await answer(steward, first.correction?.id)).correction).toMatchObject({ state: 'CORRECTED' });
    expect((await answer(steward, first.correction?.id, 'REFUSED')).code).toBe('CORRECTION_ANSWERED');
    await answer(steward, other.correction?.id);
  });

  test('is overdue when its time is over', async () => {
    const { correction } = await request('guarded');
    const owner = ownerUrlOf(country.postgres);
    await runStatement(owner, 'ALTER TABLE correction DISABLE TRIGGER USER');
    await runStatement(owner, `UPDATE correction SET due_at = now() - INTERVAL '1 day' WHERE id = $1`, [
      correction?.id,
    ]);
    await runStatement(owner, 'ALTER TABLE correction ENABLE TRIGGER USER');
    expect((await readQueue(steward)).data?.result?.corrections).toMatchObject([{ state: 'OVERDUE' }]);
    await answer(steward, correction?.id);
  });

  test.each<[string, () => Promise<{ code: unknown }>, string]>([
    [
      'a clerk',
      () => change(country.clerk, `requestCorrection(field: "Citizen.fullName", text: "${wrong}")`),
      'IDENTITY_NOT_CITIZEN',
    ],
    [
      'a citizen at eID level 1',
      () => change(country.citizen('an', 1), `requestCorrection(field: "Citizen.fullName", text: "${wrong}")`),
      'CORRECTIONS_NOT_YOURS',
    ],
    ['who names no field', () => request('an', wrong, 'Citizen.nothing'), 'VALUE_INVALID'],
    ['who disputes what no ministry has', () => request('an', wrong, 'Citizen.disclosures'), 'VALUE_INVALID'],
    ['who says nothing', () => request('an', 'wrong'), 'VALUE_INVALID'],
  ])('is not asked for by %s', async (_, ask, code) => {
    expect((await ask()).code).toBe(code);
  });

  test('is not seen or answered by another ministry, an officer, a steward at eID level 1, or another citizen', async () => {
    const { correction } = await request('chi');
    const others = [
      { ...steward, agency: 'Y-ministry' },
      { ...sampleClaims.officer, agency: 'X-ministry', acr: eidLevel(2) },
      { ...steward, acr: eidLevel(1) },
      country.citizen('an'),
    ];
    for (const claims of others) {
      expect((await answer(claims, correction?.id)).code).toBe('CORRECTIONS_NOT_YOURS');
      expect((await readQueue(claims)).errors?.[0]?.extensions?.['code']).toBe('CORRECTIONS_NOT_YOURS');
    }
    expect((await readOwn('an'))?.map(({ id }) => id)).not.toContain(correction?.id);
    await answer(steward, correction?.id);
  });

  test('may wait with 20 others of the same citizen, not with more', async () => {
    const all = await Promise.all(
      Array.from({ length: 22 }, (_, index) => request('an', `The name is wrong for reason number ${index}.`)),
    );
    expect(all.filter(({ code }) => code === 'CORRECTION_LIMIT_REACHED')).toHaveLength(2);
    const first = await readQueue(steward, '(first: 15)');
    expect(first.data?.result?.corrections).toHaveLength(15);
    const rest = await readQueue(steward, `(first: 15, after: "${first.data?.result?.next}")`);
    expect(rest.data?.result).toMatchObject({ next: null });
    expect(rest.data?.result?.corrections).toHaveLength(5);
  });

  test('and its answer cannot be changed or taken away', async () => {
    for (const table of ['correction', 'correction_answer']) {
      for (const statement of [`DELETE FROM ${table}`, `UPDATE ${table} SET text = 'x'`, `TRUNCATE ${table} CASCADE`]) {
        await expect(runStatement(country.databaseUrl, statement)).rejects.toThrow(/denied/);
        await expect(runStatement(ownerUrlOf(country.postgres), statement)).rejects.toThrow(/append-only/);
      }
    }
  });
});
