import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DisclosureRecord } from '../../../gateway/ledger/disclosure-record.ts';
import { Edition } from '../../../gateway/ledger/edition.ts';
import { openLedger } from '../../../gateway/ledger/ledger.ts';
import { type LedgerDatabase, openLedgerDatabase } from '../../../gateway/ledger/ledger-database.ts';
import { Editions } from '../../../gateway/ledger/read-records.ts';
import { createLog } from '../../../gateway/log.ts';
import { RecordLists } from '../../../gateway/own-records/record-lists.ts';
import { countStatements } from '../../support/count-statements.ts';
import { createLedgerFiles, type LedgerFiles } from '../../support/ledger-files.ts';
import { createSharedDatabase, type SharedDatabase } from '../../support/shared-server.ts';
import { anyRecord } from '../ledger/support/any-record.ts';

const log = createLog({ logLevel: 'silent' });
const citizens = Array.from({ length: 20 }, (_, index) => `0011909000${index + 10}`);
/** As the graph was from one deployment to the next. */
const editions = ['a1', 'a2', 'a3'].map((supergraph) =>
  Edition.of({
    fields: Array.from({ length: 40 }, (_, index) => `Citizen.f${index}`),
    ministries: ['registry', 'treasury'],
    basis: {},
    versions: { supergraph, purposes: 'b2', policy: 'c3', ruleSet: 'personal-data-law-2025' },
  }),
);

let shared: SharedDatabase;
let files: LedgerFiles;
let database: LedgerDatabase;

beforeAll(async () => {
  [shared, files] = await Promise.all([createSharedDatabase(), createLedgerFiles()]);
  const ledger = openLedger({ ...files.options, databaseUrl: shared.url, log });
  for (const edition of editions) {
    const records = fc.sample(anyRecord, citizens.length);
    const about = (record: DisclosureRecord, index: number) => ({ ...record, subject: citizens[index] ?? null });
    await ledger.record(records.map(about), edition);
  }
  await ledger.close();
  database = openLedgerDatabase(shared.url, 1, log);
});

afterAll(async () => {
  await database?.destroy();
  await shared?.drop();
  await files?.remove();
});

/** Lists what is on record, in a process that has read nothing before, and counts the statements. */
async function list(some: readonly string[]) {
  const counted = countStatements(database);
  const lists = new RecordLists(counted.database, new Editions(counted.database), (work) => work);
  const pages = await Promise.all(some.map((subject) => lists.list([subject], { first: 10 })));
  return { pages, statements: counted.count() };
}

describe('the lists of many citizens', () => {
  test('are read by two statements, as that of one is, whatever graphs the records are from', async () => {
    const one = await list(citizens.slice(0, 1));
    const many = await list(citizens);
    expect(many.pages.map(({ records }) => records.length)).toEqual(citizens.map(() => editions.length));
    expect([one.statements, many.statements]).toEqual([2, 2]);
  });
});
