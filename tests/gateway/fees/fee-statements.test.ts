import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FieldSet } from '../../../gateway/disclosure/field-set.ts';
import { type FeeStatement, readFeeStatements } from '../../../gateway/fees/fee-statements.ts';
import { periodOf } from '../../../gateway/fees/month.ts';
import { listArchivedDays } from '../../../gateway/ledger/archive/archived-days.ts';
import type { DisclosureRecord } from '../../../gateway/ledger/disclosure-record.ts';
import { Edition } from '../../../gateway/ledger/edition.ts';
import { type Ledger, openLedger } from '../../../gateway/ledger/ledger.ts';
import { type LedgerDatabase, openLedgerDatabase } from '../../../gateway/ledger/ledger-database.ts';
import { Editions } from '../../../gateway/ledger/read-records.ts';
import { createLog } from '../../../gateway/log.ts';
import { createUuidV7 } from '../../../gateway/uuid-v7.ts';
import { readFeeSchedule } from '../../../schema/fees/fee-schedule.ts';
import { archiveDays } from '../../support/archive-days.ts';
import { createLedgerFiles, type LedgerFiles } from '../../support/ledger-files.ts';
import { createSharedDatabase, type SharedDatabase } from '../../support/shared-server.ts';
import { anyRecord } from '../ledger/support/any-record.ts';

const schedule = readFeeSchedule();
/** Some that cost, two that are one item, and some that cost nothing. */
const fields = [
  'Citizen.fullName',
  'Citizen.dateOfBirth',
  'Citizen.household',
  'Household.members',
  'Citizen.phoneNumber',
  'Citizen.vaccinations',
];
const versions = { supergraph: 'a1', purposes: 'b2', policy: 'c3', ruleSet: 'personal-data-law-2025' };
const edition = Edition.of({ fields, ministries: ['registry', 'treasury'], basis: {}, versions });
/** The same in another order, as after an update. */
const laterEdition = Edition.of({
  fields: fields.toReversed(),
  ministries: ['registry', 'treasury'],
  basis: {},
  versions,
});

const log = createLog({ logLevel: 'silent' });
let shared: SharedDatabase;
let files: LedgerFiles;
let ledger: Ledger;
let database: LedgerDatabase;
let directory: string;

beforeAll(async () => {
  shared = await createSharedDatabase();
  files = await createLedgerFiles();
  ledger = openLedger({ ...files.options, databaseUrl: shared.url, log });
  database = openLedgerDatabase(shared.url, 2, log);
  directory = await mkdtemp(join(tmpdir(), 'citizen-graph-fees-'));
});

afterAll(async () => {
  await ledger?.close();
  await database?.destroy();
  await shared?.drop();
  await files?.remove();
  await rm(directory, { recursive: true });
});

async function read(month: string, payer?: string): Promise<FeeStatement[]> {
  const days = await listArchivedDays(database, periodOf(month));
  const archive = { directory, days };
  return await readFeeStatements(database, new Editions(database), schedule, { month, payer, archive });
}

const [sample] = fc.sample(anyRecord, 1);

/** A partner is told of fields in 2026. */
function recordOf(particulars: Partial<DisclosureRecord>): DisclosureRecord {
  if (!sample) throw new Error('no record');
  const partner = { role: 'partner', agency: 'NOTARY-7', purpose: 'person-check', isOwn: false } as const;
  const at = particulars.at ?? Date.parse('2026-11-03T03:00:00Z');
  return { ...sample, ...partner, id: createUuidV7(at), at, ...particulars };
}

function codeOf(...names: string[]): string {
  return FieldSet.of(names.map((name) => fields.indexOf(name))).key;
}

const none = { byLaw: { told: '', empty: '' }, byConsent: [], compared: '', withheld: {}, ministries: '1' };

describe('a statement of fees', () => {
  test('counts each item once that was told with a value or compared, and nothing that was empty or withheld', async () => {
    const agency = 'NOTARY-1';
    const law = {
      told: codeOf('Citizen.fullName', 'Citizen.household', 'Citizen.phoneNumber'),
      empty: codeOf('Citizen.dateOfBirth'),
    };
    const consent = { consent: crypto.randomUUID(), version: 1, told: codeOf('Household.members'), empty: '' };
    await ledger.record(
      [
        recordOf({ agency, fields: { ...none, byLaw: law, byConsent: [consent] } }),
        recordOf({ agency, fields: { ...none, compared: codeOf('Citizen.fullName', 'Citizen.dateOfBirth') } }),
        recordOf({ agency, fields: { ...none, withheld: { NOT_IN_PURPOSE: codeOf('Citizen.fullName') } } }),
      ],
      edition,
    );
    expect(await read('2026-11', agency)).toMatchObject([
      { payer: agency, items: 4, amount: 4000, lines: [{ records: 2, items: 4, vndPerItem: 1000, exemption: null }] },
    ]);
  });

  test('asks nothing of citizens about themselves and of state bodies, and says why', async () => {
    const agency = 'PORTAL-1';
    const told = { ...none, byLaw: { told: codeOf('Citizen.fullName'), empty: '' } };
    await ledger.record(
      [
        recordOf({ agency, role: 'portal', isOwn: true, fields: told }),
        recordOf({ agency, role: 'clerk', fields: told }),
      ],
      edition,
    );
    const [statement] = await read('2026-11', agency);
    expect(statement).toMatchObject({ items: 2, amount: 0 });
    expect(statement?.lines.map(({ exemption }) => exemption)).toEqual(['own-data', 'state-body']);
  });

  test('begins and ends with the days of Vietnam, and divides a month where the rate changes', async () => {
    const agency = 'NOTARY-2';
    const told = { ...none, byLaw: { told: codeOf('Citizen.fullName'), empty: '' } };
    const times = [
      '2022-08-31T17:00:00Z',
      '2022-09-16T16:59:59.999Z',
      '2022-09-16T17:00:00Z',
      '2022-09-30T16:59:59.999Z',
      '2022-09-30T17:00:00Z',
    ];
    await ledger.record(
      times.map((time) => recordOf({ agency, at: Date.parse(time), fields: told })),
      edition,
    );
    const [statement] = await read('2022-09', agency);
    expect(statement?.lines).toMatchObject([
      { from: '2022-09-01', until: '2022-09-16', items: 2, amount: 0 },
      { from: '2022-09-17', until: '2022-09-30', items: 2, amount: 1000 },
    ]);
  });

  test('adds up to the records exactly, whatever they are, also when some of their days are archived', async () => {
    const anyTold = fc.subarray(fields).map((names) => codeOf(...names));
    const open = { told: anyTold, empty: anyTold };
    const anyFields = fc.record({
      byLaw: fc.record(open),
      byConsent: fc.array(fc.record({ consent: fc.uuid(), version: fc.constant(1), ...open }), { maxLength: 3 }),
      compared: anyTold,
      withheld: fc.record({ CONSENT_REQUIRED: anyTold }, { requiredKeys: [] }),
      ministries: fc.constant('3'),
    });
    const at = fc
      .constantFrom(
        ...['2023-12-31T16:59:59.999Z', '2023-12-31T17:00:00Z', '2023-12-15T00:00:00Z', '2024-01-31T17:00:00Z'],
      )
      .map((time) => Date.parse(time));
    const anyOfThese = fc
      .tuple(anyRecord, anyFields, at, fc.constantFrom('A', 'B', null))
      .map(
        ([record, fields, at, agency]): DisclosureRecord => ({ ...record, id: createUuidV7(at), fields, at, agency }),
      );
    const records = fc.sample(anyOfThese, 600);
    await ledger.record(records.slice(0, 400), edition);
    await ledger.record(records.slice(400), laterEdition);

    const expectExactSums = async (): Promise<FeeStatement[]> => {
      const all: FeeStatement[] = [];
      for (const [month, vnd] of [
        ['2023-12', 500],
        ['2024-01', 1000],
      ] as const) {
        const statements = await read(month);
        const sums = statements.map(({ payer, items, amount }) => [String(payer), [items, amount]]);
        expect(Object.fromEntries(sums)).toEqual(sumIndependently(records, month, vnd));
        expect(statements.map(sumOfLines)).toEqual(statements.map(({ items, amount }) => [items, amount]));
        all.push(...statements);
      }
      return all;
    };
    const fromTheTable = await expectExactSums();
    // The last of them begins in December and ends in January, by the days of Vietnam.
    await archive('2023-12-15', '2023-12-31');
    expect(await expectExactSums()).toEqual(fromTheTable);
  });
});

/** Moves days to files, once they are signed. */
async function archive(...days: readonly string[]): Promise<void> {
  await ledger.close();
  ledger = openLedger({ ...files.options, databaseUrl: shared.url, log });
  await archiveDays(shared.ownerUrl, directory, ...days);
}

function sumOfLines({ lines }: FeeStatement): number[] {
  return [lines.reduce((sum, { items }) => sum + items, 0), lines.reduce((sum, { amount }) => sum + amount, 0)];
}

/** By the words of the circular, one record after the other; bits are read by hand. */
function sumIndependently(records: readonly DisclosureRecord[], month: string, vnd: number): Record<string, number[]> {
  const sums: Record<string, number[]> = {};
  for (const [position, { at, agency, role, isOwn, fields: recorded }] of records.entries()) {
    if (!new Date(at + 7 * 3_600_000).toISOString().startsWith(month)) continue;
    const names = position < 400 ? fields : fields.toReversed();
    const codes = [recorded.byLaw.told, recorded.compared, ...recorded.byConsent.map(({ told }) => told)];
    const told = names.filter((_, index) => codes.some((code) => (Number(code) & (1 << index)) !== 0));
    const hasHousehold = told.includes('Citizen.household') || told.includes('Household.members');
    const count =
      Number(told.includes('Citizen.fullName')) + Number(told.includes('Citizen.dateOfBirth')) + Number(hasHousehold);
    if (count === 0) continue;
    const [items = 0, amount = 0] = sums[String(agency)] ?? [];
    sums[String(agency)] = [items + count, amount + (role === 'partner' && !isOwn ? count * vnd : 0)];
  }
  return sums;
}
