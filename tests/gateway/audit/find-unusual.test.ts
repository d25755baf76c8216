import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findUnusual } from '../../../gateway/audit/find-unusual.ts';
import { type DisclosureRecord, noFields } from '../../../gateway/ledger/disclosure-record.ts';
import { type Ledger, openLedger } from '../../../gateway/ledger/ledger.ts';
import { type LedgerDatabase, openLedgerDatabase } from '../../../gateway/ledger/ledger-database.ts';
import { Editions } from '../../../gateway/ledger/read-records.ts';
import { createLog } from '../../../gateway/log.ts';
import { createUuidV7 } from '../../../gateway/uuid-v7.ts';
import { readPatterns } from '../../../schema/audit/patterns.ts';
import { createLedgerFiles, type LedgerFiles } from '../../support/ledger-files.ts';
import { createSharedDatabase, type SharedDatabase } from '../../support/shared-server.ts';
import { anyRecord, edition } from '../ledger/support/any-record.ts';

const patterns = readPatterns();
const log = createLog({ logLevel: 'silent' });
let shared: SharedDatabase;
let files: LedgerFiles;
let ledger: Ledger;
let database: LedgerDatabase;

beforeAll(async () => {
  shared = await createSharedDatabase();
  files = await createLedgerFiles();
  ledger = openLedger({ ...files.options, databaseUrl: shared.url, log });
  database = openLedgerDatabase(shared.url, 2, log);
});

afterAll(async () => {
  await ledger?.close();
  await database?.destroy();
  await shared?.drop();
  await files?.remove();
});

const period = { begin: new Date('2026-11-01T00:00:00Z'), end: new Date('2026-11-30T00:00:00Z') };
const [sample] = fc.sample(anyRecord, 1);

/** Look-ups of different people by day, in order, of one account. */
async function record(account: string, count: number, particulars: Partial<DisclosureRecord> & { time?: string } = {}) {
  if (!sample) throw new Error('no record');
  const { time = '2026-11-03T03:00:00Z', ...others } = particulars;
  const at = Date.parse(time);
  const usual = { kind: 'disclosure', role: 'clerk', agency: 'A', dossier: 'D-1', fields: noFields } as const;
  const look = { ...sample, ...usual, account, at, isOwn: false, isRelative: false, outcome: 'ANSWERED', ...others };
  const records = Array.from({ length: count }, (_, index): DisclosureRecord => {
    const subject = 'subject' in others ? look.subject : `0010859${String(index).padStart(5, '0')}`;
    return { ...look, id: createUuidV7(at), subject };
  });
  await ledger.record(records, edition);
}

async function find(account: string, agency?: string) {
  const found = await findUnusual(database, new Editions(database), patterns, { agency, period });
  return found.filter((day) => day.account === account);
}

describe('it is unusual', () => {
  test.each([
    ['without-dossier', 10, { dossier: null }],
    ['wrong-names', 5, { kind: 'mismatch' as const }],
    ['at-night', 3, { time: '2026-11-03T15:00:00Z' }],
    ['at-night', 3, { time: '2026-11-03T21:59:00Z' }],
    ['same-person', 10, { subject: '001085990001' }],
  ])('to do %s %d times in a day, and not once less', async (pattern, atLeast, particulars) => {
    const account = `${pattern}-${JSON.stringify(particulars)}`;
    await record(`${account}-less`, atLeast - 1, particulars);
    await record(account, atLeast, particulars);
    expect(await find(account)).toMatchObject([{ pattern, count: atLeast, agency: 'A', fields: [] }]);
    expect(await find(`${account}-less`)).toEqual([]);
  });

  test('to ask 20 times for what is always withheld, which is named; not for what is told once', async () => {
    const withheld = { ...noFields, withheld: { NOT_IN_PURPOSE: '3' } };
    await record('asks', 20, { fields: withheld });
    await record('asks', 1, { fields: { ...noFields, byLaw: { told: '1', empty: '' } } });
    expect(await find('asks')).toMatchObject([{ pattern: 'always-withheld', count: 20, fields: ['Citizen.f1'] }]);
  });

  test.each([
    ['what citizens ask of themselves', { isOwn: true }],
    ['relatives who come up beside somebody', { isRelative: true }],
    ['look-ups in office hours', { time: '2026-11-03T22:00:00Z' }],
    ['what a program asks at night', { role: 'partner' as const, time: '2026-11-03T18:00:00Z' }],
    ['what is of another time', { time: '2026-10-03T18:00:00Z' }],
  ])('not to have many of %s', async (what, particulars) => {
    await record(what, 12, particulars);
    expect(await find(what)).toEqual([]);
  });

  test('for each day apart, and told of the own agency alone', async () => {
    await record('twice', 3, { time: '2026-11-04T16:00:00Z' });
    await record('twice', 4, { time: '2026-11-06T16:00:00Z' });
    expect((await find('twice', 'A')).map(({ day, count }) => [day, count])).toEqual([
      ['2026-11-06', 4],
      ['2026-11-04', 3],
    ]);
    expect(await find('twice', 'B')).toEqual([]);
  });
});
