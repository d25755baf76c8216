import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eraseRecord } from '../../../gateway/ledger/archive/erase-record.ts';
import { openLedgerDatabase } from '../../../gateway/ledger/ledger-database.ts';
import { createLog } from '../../../gateway/log.ts';
import { createUuidV7 } from '../../../gateway/uuid-v7.ts';
import { runStatement } from '../../support/run-statement.ts';
import { eidLevel, sampleClaims } from '../../support/tokens.ts';
import { an, binh, citizenField } from '../support/test-graph.ts';
import { type AuditedGateway, auditor, clerk, officer, openAuditedGateway, ownAuditor } from './support.ts';

let audited: AuditedGateway;

interface Page {
  readonly disclosures: readonly { readonly id: string; readonly kind: string; readonly [name: string]: unknown }[];
  readonly next: string | null;
}

beforeAll(async () => {
  audited = await openAuditedGateway();
  await audited.askAs(clerk, `{ ${citizenField(an)} { fullName taxCode } }`);
  await audited.askAs({ ...clerk, sub: 'another-clerk' }, `{ ${citizenField(binh)} { fullName } }`);
  await audited.askAs({ ...clerk, agency: 'elsewhere' }, `{ ${citizenField(an)} { fullName } }`);
});

afterAll(async () => {
  await audited?.close();
});

const all = 'id kind agency account purpose dossier told empty compared consents withheld { reason fields } basis';

async function read(claims: object, filter = '{}', part = 'first: 50'): Promise<Page> {
  const query = `{ disclosures(filter: ${filter}, ${part}) { disclosures { ${all} } next } }`;
  const { data, errors } = await audited.askAs({ ...claims }, query);
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return data['disclosures'] as Page;
}

const told = ({ disclosures }: Page) => disclosures.filter(({ kind }) => kind === 'DISCLOSURE');

describe('disclosures', () => {
  test('tell an officer what accounts of their agency were told and why, the latest first', async () => {
    const page = await read(officer);
    expect(told(page)).toMatchObject([
      { account: 'another-clerk', told: ['Citizen.fullName'] },
      { account: clerk.sub, purpose: 'whole-person', dossier: 'T-1', basis: [expect.any(String)] },
    ]);
    expect(told(page)[1]?.['told']).toEqual(expect.arrayContaining(['Citizen.fullName', 'Citizen.taxCode']));
  });

  test('tell neither a value nor whom they are about', async () => {
    const text = JSON.stringify(await read(auditor));
    for (const planted of [an, binh, '0100900001']) expect(text).not.toContain(planted);
  });

  test('are of the own agency alone, also for its auditor, and of all for the auditor of a ministry', async () => {
    expect(told(await read(ownAuditor)).map(({ agency }) => agency)).not.toContain('elsewhere');
    expect(told(await read(auditor)).map(({ agency }) => agency)).toContain('elsewhere');
    expect(told(await read(auditor, '{ agency: "elsewhere" }'))).toHaveLength(1);
    await expect(read(officer, '{ agency: "elsewhere" }')).rejects.toThrow('LEDGER_NOT_YOURS');
  });

  test.each([
    ['{ account: "another-clerk" }', 1],
    [`{ personalId: "${an}" }`, 1],
    ['{ dossier: "T-1" }', 2],
    ['{ dossier: "T-2" }', 0],
    ['{ purpose: "person-check" }', 0],
    ['{ from: "2020-01-01T00:00:00Z", to: "2020-01-02T00:00:00Z" }', 0],
  ])('are filtered by %s', async (filter, count) => {
    expect(told(await read(officer, filter))).toHaveLength(count);
  });

  test('come in pages that leave nothing out', async () => {
    const whole = (await read(officer, '{ dossier: "T-1" }')).disclosures.map(({ id }) => id);
    const first = await read(officer, '{ dossier: "T-1" }', 'first: 1');
    const second = await read(officer, '{ dossier: "T-1" }', `first: 1, after: "${first.next}"`);
    expect([...first.disclosures, ...second.disclosures].map(({ id }) => id)).toEqual(whole);
    expect(second.next).toBeNull();
  });

  test('leave a record of having been read, about whoever was named', async () => {
    await read(auditor, `{ personalId: "${binh}" }`);
    const { disclosures } = await read(auditor, `{ personalId: "${binh}", account: "${sampleClaims.auditor.sub}" }`);
    expect(disclosures).toMatchObject([{ kind: 'LEDGER_READ', told: [] }]);
  });

  test('tell a clerk what the own account asked, and nothing of colleagues', async () => {
    expect(told(await read(clerk)).map(({ account }) => account)).toEqual([clerk.sub]);
    await expect(read(clerk, '{ account: "another-clerk" }')).rejects.toThrow('LEDGER_NOT_YOURS');
  });

  test.each([
    ['a citizen', sampleClaims.citizen],
    ['a steward', sampleClaims.steward],
    ['an officer who signed in at level 1', { ...officer, acr: eidLevel(1) }],
  ])('are refused to %s', async (_who, claims) => {
    await expect(read(claims)).rejects.toThrow('LEDGER_NOT_YOURS');
  });

  test.each([
    ['{}', 'first: 101'],
    ['{}', 'first: 1, after: "x"'],
    ['{ from: "2026-01-01T00:00:00Z", to: "2026-03-01T00:00:00Z" }', 'first: 1'],
  ])('refuse %s, %s', async (filter, part) => {
    await expect(read(officer, filter, part)).rejects.toThrow('VALUE_INVALID');
  });
});

describe('unusual disclosures', () => {
  const query = '{ unusualDisclosures { pattern { code title { vi } meaning atLeast } agency account count fields } }';

  test('tell an officer which account named many citizens wrongly, and say why that matters', async () => {
    const guesser = { ...clerk, sub: 'guesser' };
    const wrong = citizenField(an).replace(/fullName: "[^"]*"/, 'fullName: "Ai Đó"');
    for (let asked = 0; asked < 5; asked += 1) await audited.askAs(guesser, `{ ${wrong} { fullName } }`);
    const { data } = await audited.askAs(officer, query);
    const found = data?.['unusualDisclosures'] as readonly { readonly pattern: { readonly code: string } }[];
    expect(found.filter(({ pattern: { code } }) => code === 'wrong-names')).toMatchObject([
      {
        pattern: { code: 'wrong-names', atLeast: 5, meaning: expect.stringContaining('guessing') },
        account: 'guesser',
        count: 5,
        fields: [],
      },
    ]);
  });

  test('are refused to a clerk', async () => {
    const { errors } = await audited.askAs(clerk, query);
    expect(errors).toMatchObject([{ extensions: { code: 'LEDGER_NOT_YOURS' } }]);
  });
});

describe('statements of fees', () => {
  const month = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 7);
  const query = (payer = '') => `{ feeStatements(month: "${month}"${payer}) {
    payer items amount lines { exemption exemptionReason { en } records vndPerItem amount } } }`;

  test('tell an agency its own, and the auditor of a ministry those of all', async () => {
    const { data } = await audited.askAs(officer, query());
    expect(data?.['feeStatements']).toMatchObject([
      {
        payer: clerk.agency,
        amount: 0,
        lines: [{ exemption: 'state-body', exemptionReason: { en: 'State bodies within their function' } }],
      },
    ]);
    const all = await audited.askAs(auditor, query());
    expect(all.data?.['feeStatements']).toHaveLength(2);
  });

  test('tell a partner what it owes, and nothing of others', async () => {
    const own = await audited.askAs(sampleClaims.partner, query());
    expect(own).toMatchObject({ data: { feeStatements: [] } });
    const { errors } = await audited.askAs(sampleClaims.partner, query(`, payer: "${clerk.agency}"`));
    expect(errors).toMatchObject([{ extensions: { code: 'LEDGER_NOT_YOURS' } }]);
  });
});

test('an erasure is told to the auditor of a ministry: of which record, on what basis, by whom', async () => {
  const { disclosures } = await read(auditor, `{ personalId: "${an}" }`);
  const id = disclosures.find(({ kind }) => kind === 'DISCLOSURE')?.id ?? '';
  const owner = openLedgerDatabase(audited.gateway.database?.ownerUrl ?? '', 1, createLog({ logLevel: 'silent' }));
  await eraseRecord(owner, { id, basis: '15/2026/QĐ-TA', operator: 'ops', directory: undefined });
  await owner.destroy();
  expect((await read(auditor, `{ personalId: "${an}" }`)).disclosures.map((found) => found.id)).not.toContain(id);
  expect((await read(auditor, `{ dossier: "${id}" }`)).disclosures).toMatchObject([
    { kind: 'ERASURE', agency: null, account: 'ops as gateway_migrator', basis: ['15/2026/QĐ-TA'], dossier: id },
  ]);
});

describe('where days are archived', () => {
  const day = '2025-03-15';
  const completeFrom = async () =>
    (await audited.askAs(officer, '{ disclosures { completeFrom } }')).data?.['disclosures'];

  beforeAll(async () => {
    expect(await completeFrom()).toEqual({ completeFrom: null });
    const insert = 'INSERT INTO ledger_archived_day (day, records) VALUES ($1, 7)';
    await runStatement(audited.gateway.database?.ownerUrl ?? '', insert, [day]);
  });

  test('lists say from when on they are complete', async () => {
    expect(await completeFrom()).toEqual({ completeFrom: '2025-03-16T00:00:00.000Z' });
    const { data } = await audited.askAs(
      { ...sampleClaims.citizen, personal_id: an },
      '{ me { disclosures(first: 1) { completeFrom } } }',
    );
    expect(data).toEqual({ me: { disclosures: { completeFrom: '2025-03-16T00:00:00.000Z' } } });
  });

  test.each([
    ['statements of fees', 'feeStatements(month: "2025-03") { amount }'],
    ['unusual days', 'unusualDisclosures(from: "2025-03-15T23:59:59Z", to: "2025-03-20T00:00:00Z") { count }'],
    ['a slip', `verificationSlip(recordId: "${createUuidV7(Date.parse('2025-03-15T12:00:00Z'))}") { jws }`],
  ])('%s of such a time are refused, and named the days', async (_, field) => {
    const { errors } = await audited.askAs(officer, `{ ${field} }`);
    expect(errors).toMatchObject([{ message: expect.stringContaining(day), extensions: { code: 'LEDGER_ARCHIVED' } }]);
  });

  test('statements of other months are told', async () => {
    const { errors } = await audited.askAs(officer, '{ feeStatements(month: "2025-04") { amount } }');
    expect(errors).toBeUndefined();
  });
});
