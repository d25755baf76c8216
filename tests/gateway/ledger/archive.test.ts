import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { archiveDay, archivePath, listDays } from '../../../gateway/ledger/archive/archive-day.ts';
import { ArchiveFault } from '../../../gateway/ledger/archive/archive-fault.ts';
import { listArchivedDays, nameDays, readCompleteFrom } from '../../../gateway/ledger/archive/archived-days.ts';
import { eraseRecord } from '../../../gateway/ledger/archive/erase-record.ts';
import { isErasureBasis } from '../../../gateway/ledger/archive/erasure-basis.ts';
import { readDayFile } from '../../../gateway/ledger/archive/read-day-file.ts';
import { openLedger } from '../../../gateway/ledger/ledger.ts';
import { type LedgerDatabase, openLedgerDatabase } from '../../../gateway/ledger/ledger-database.ts';
import { Editions, readRecords } from '../../../gateway/ledger/read-records.ts';
import { verifyLedger } from '../../../gateway/ledger/verify-ledger.ts';
import { createLog } from '../../../gateway/log.ts';
import { createUuidV7 } from '../../../gateway/uuid-v7.ts';
import { createLedgerFiles, type LedgerFiles } from '../../support/ledger-files.ts';
import { createSharedDatabase, type SharedDatabase } from '../../support/shared-server.ts';
import { anyRecord, edition } from './support/any-record.ts';

const log = createLog({ logLevel: 'silent' });
const DAYS = ['2026-01-01', '2026-01-02', '2026-01-03'];
const RECORDS = 300;
let shared: SharedDatabase;
let files: LedgerFiles;
let owner: LedgerDatabase;
let directory: string;

/** Records of three days, mixed: clocks of processes differ around midnight. */
beforeEach(async () => {
  shared = await createSharedDatabase();
  files = await createLedgerFiles();
  directory = await mkdtemp(join(tmpdir(), 'citizen-graph-archive-'));
  owner = openLedgerDatabase(shared.ownerUrl, 4, log);
  const ledger = openLedger({ ...files.options, databaseUrl: shared.url, log });
  const records = fc.sample(anyRecord, { numRuns: RECORDS, seed: 7 }).map((record, i) => {
    const at = Date.parse(`${DAYS[i % 3]}T12:00:00Z`) + i;
    return { ...record, at, id: createUuidV7(at), subject: '001085990001' };
  });
  for (let i = 0; i < RECORDS; i += 50) await ledger.record(records.slice(i, i + 50), edition);
  await ledger.close();
});

afterEach(async () => {
  await owner.destroy();
  await shared.drop();
  await files.remove();
  await rm(directory, { recursive: true });
});

function verify(archivePaths: readonly string[]) {
  const { signer, checkpointsPath } = files.options;
  return verifyLedger({
    database: owner,
    verifiers: [signer.verifier],
    checkpointPaths: [checkpointsPath],
    archivePaths,
  });
}

const erasure = {
  basis: '15/2026/QĐ-TA',
  operator: 'ops',
  get directory() {
    return directory;
  },
};

const pathsOf = (...days: readonly string[]) => days.map((day) => archivePath(directory, day));

async function archiveAll(): Promise<void> {
  for (const day of await listDays(owner, '2026-01-03')) await archiveDay(owner, day, directory);
}

/** The file is made, and the day cannot leave the table. */
async function archiveWhileRead(day: string): Promise<void> {
  await owner.transaction().execute(async (transaction) => {
    await sql`LOCK TABLE ONLY ledger_record IN ACCESS SHARE MODE`.execute(transaction);
    await expect(archiveDay(owner, day, directory)).rejects.toThrow('Somebody has been reading');
  });
}

test('archived days leave the table, and the ledger verifies with their files and not without', async () => {
  await archiveAll();
  expect(await listDays(owner, '2026-01-04')).toEqual(['2026-01-03']);
  const { rows } = await sql<{ count: number }>`SELECT count(*) FROM ledger_record`.execute(owner);
  expect(rows[0]?.count).toBe(RECORDS / 3);
  const [first = '', second = ''] = pathsOf('2026-01-01', '2026-01-02');
  expect(await verify([second, first])).toMatchObject({ records: RECORDS, problem: undefined });
  expect((await verify([first])).problem).toMatch(/^The record of index 1 is missing/);
});

test('what was broken off goes on: a file that is there is checked and not written again', async () => {
  const [day = ''] = DAYS;
  await archiveWhileRead(day);
  expect(await verify(pathsOf(day))).toMatchObject({ records: RECORDS, problem: undefined });
  expect(await archiveDay(owner, day, directory)).toMatchObject({ records: RECORDS / 3 });
  expect(await verify(pathsOf(day))).toMatchObject({ records: RECORDS, problem: undefined });
});

test('a day whose file holds something else stays in the table', async () => {
  const [day = '', other = ''] = DAYS;
  await archiveDay(owner, other, directory);
  await writeFile(archivePath(directory, day), await readFile(archivePath(directory, other)));
  await expect(archiveDay(owner, day, directory)).rejects.toThrow('is not of 2026-01-01');
  expect(await listDays(owner, '2026-01-04')).toContain(day);
});

test('a day that is archived takes no more records', async () => {
  const [day = ''] = DAYS;
  await archiveWhileRead(day);
  const ledger = openLedger({ ...files.options, databaseUrl: shared.url, log });
  const at = Date.parse(`${day}T13:00:00Z`);
  const [record] = fc.sample(anyRecord, 1).map((one) => ({ ...one, at, id: createUuidV7(at) }));
  if (record) await expect(ledger.record([record], edition)).rejects.toMatchObject({ code: 'RECORD_UNAVAILABLE' });
  await ledger.close();
});

describe('an erasure', () => {
  const idsOf = async (): Promise<string[]> => {
    const { rows } = await sql<{ id: string }>`SELECT id FROM ledger_record ORDER BY at`.execute(owner);
    return rows.map(({ id }) => id);
  };
  const countSubjects = async (): Promise<number> => {
    const { rows } = await sql<{ count: number }>`SELECT count(subject) FROM ledger_record`.execute(owner);
    return rows[0]?.count ?? 0;
  };

  test('is a record of which record, on what basis, when and by whom, and of no citizen', async () => {
    const [id = ''] = await idsOf();
    const before = Date.now();
    await eraseRecord(owner, { ...erasure, id });
    const rows = await owner.selectFrom('ledger_record').selectAll().where('dossier', '=', id).execute();
    expect(rows).toMatchObject([{ kind: 'erasure' }]);
    const [stored] = await readRecords(rows, new Editions(owner));
    expect(stored?.record).toMatchObject({
      dossier: id,
      role: 'operator',
      account: 'ops as gateway_migrator',
      subject: null,
    });
    expect(stored?.record.at).toBeGreaterThanOrEqual(before);
    expect(JSON.parse(stored?.edition.basisText('erasure') ?? '')).toEqual([erasure.basis]);
    expect(JSON.stringify(rows)).not.toContain('001085990001');
  });

  test('is not done where its record cannot be written, neither in the table nor in a file', async () => {
    const [inFile = ''] = await idsOf();
    await archiveAll();
    const [inTable = ''] = await idsOf();
    await sql`ALTER TABLE ledger_pending ADD CHECK (false) NOT VALID`.execute(owner);
    const before = await readFile(archivePath(directory, '2026-01-01'));
    for (const id of [inTable, inFile]) await expect(eraseRecord(owner, { ...erasure, id })).rejects.toThrow();
    expect(await countSubjects()).toBe(RECORDS / 3);
    expect(await readFile(archivePath(directory, '2026-01-01'))).toEqual(before);
  });

  test('that nobody wrote down is refused by the table, and found where it was done all the same', async () => {
    const [id = ''] = await idsOf();
    const byHand = sql`
      UPDATE ledger_record SET subject = NULL, salt = NULL, commitment = sha256(salt || convert_to(subject, 'UTF8'))
      WHERE id = ${id}
    `;
    await expect(byHand.execute(owner)).rejects.toThrow('an erasure has to be on record');
    await sql`ALTER TABLE ledger_record DISABLE TRIGGER USER`.execute(owner);
    await sql`ALTER TABLE ledger_record_20260101 DISABLE TRIGGER USER`.execute(owner);
    await byHand.execute(owner);
    expect((await verify([])).problem).toBe(`The record ${id} was erased, and no record says so.`);
  });

  test.each(['91/2025/QH15 Art. 4(1)', '13/2023/NĐ-CP', '06/QĐ-TTg', '15/2026/QĐ-TA', '70/2024/NĐ-CP Art. 17(1)(d)'])(
    'may rest on %s',
    (basis) => expect(isErasureBasis(basis)).toBe(true),
  );

  test.each(['', 'because', '001085990001', '15/2026/QĐ-TA of 001085990001', '1/001085990001', 'Nguyễn Văn An', '1/a'])(
    'may not rest on "%s"',
    (basis) => expect(isErasureBasis(basis)).toBe(false),
  );
});

test('a day that left the table is told to have left it, and does not come back', async () => {
  await archiveAll();
  const period = { begin: new Date('2026-01-01T23:59:59.999Z'), end: new Date('2026-01-02T00:00:00.001Z') };
  const archived = await listArchivedDays(owner, period);
  expect(archived).toEqual([
    { day: '2026-01-01', records: RECORDS / 3 },
    { day: '2026-01-02', records: RECORDS / 3 },
  ]);
  expect(nameDays(archived)).toBe('2026-01-01 to 2026-01-02');
  expect(await listArchivedDays(owner, { ...period, end: new Date('2026-01-02T00:00:00Z') })).toHaveLength(1);
  expect(await readCompleteFrom(owner)).toBe('2026-01-03T00:00:00.000Z');
  await expect(sql`SELECT ledger_open_day('2026-01-01')`.execute(owner)).rejects.toThrow('are archived');
});

test('a file tells its records with their places, and nothing that is not in the tree', async () => {
  await archiveAll();
  const [path = ''] = pathsOf('2026-01-01');
  const day = { day: '2026-01-01', records: RECORDS / 3 };
  const records = (await Array.fromAsync(readDayFile(owner, path, day))).flat();
  expect(records.map(({ index }) => index)).toEqual(Array.from({ length: RECORDS / 3 }, (_, i) => i * 3));
  expect(records.every(({ record }) => record.subject === '001085990001')).toBe(true);
  for (const change of [
    (lines: string[]) => lines.with(5, (lines[5] ?? '').replace(/"account":"/, '"account":"x')),
    (lines: string[]) => lines.toSpliced(5, 1),
    (lines: string[]) => lines.toSpliced(5, 1, lines[4] ?? ''),
    (lines: string[]) => lines.with(5, (lines[5] ?? '').replace(/"index":\d+/, '"index":7')),
    (lines: string[]) => lines.with(0, 'x'),
    (lines: string[]) => lines.slice(0, 5),
  ]) {
    const whole = await readFile(path);
    await writeFile(path, zstdCompressSync(change(zstdDecompressSync(whole).toString().split('\n')).join('\n')));
    await expect(Array.fromAsync(readDayFile(owner, path, day))).rejects.toThrow(ArchiveFault);
    await writeFile(path, whole);
  }
  await expect(Array.fromAsync(readDayFile(owner, 'nowhere', day))).rejects.toThrow('The file nowhere cannot be read.');
});

test.each([
  ['changed', (lines: string[]) => lines.with(5, (lines[5] ?? '').replace(/"account":"/, '"account":"x'))],
  ['taken out', (lines: string[]) => lines.toSpliced(5, 1)],
  ['added', (lines: string[]) => lines.toSpliced(-1, 0, (lines[5] ?? '').replace(/"batch":\d+/, '"batch":99'))],
  ['cut off', (lines: string[]) => lines.slice(0, 5)],
])('a record that was %s in a file is found', async (_, change) => {
  await archiveAll();
  const [path = '', other = ''] = pathsOf('2026-01-01', '2026-01-02');
  const lines = zstdDecompressSync(await readFile(path))
    .toString()
    .split('\n');
  await writeFile(path, zstdCompressSync(change(lines).join('\n')));
  expect((await verify([path, other])).problem).toMatch(/was changed|is missing|was added|cannot be read/);
});

test('a record is erased in the table and in a file, and the ledger verifies as before', async () => {
  const { rows } = await sql<{ id: string }>`SELECT id FROM ledger_record ORDER BY at`.execute(owner);
  const [inTable = '', inFile = ''] = rows.map(({ id }) => id);
  expect(await eraseRecord(owner, { ...erasure, id: inTable, directory: undefined })).toBe(true);
  await archiveAll();
  expect(await eraseRecord(owner, { ...erasure, id: inFile })).toBe(true);
  expect(await eraseRecord(owner, { ...erasure, id: inFile })).toBe(false);
  await openLedger({ ...files.options, databaseUrl: shared.url, log }).close();
  const found = await verify(pathsOf('2026-01-01', '2026-01-02'));
  expect(found).toMatchObject({ records: RECORDS + 2, erased: 2, pending: 0, problem: undefined });
  const path = archivePath(directory, '2026-01-01');
  expect(existsSync(`${path}.unfinished`)).toBe(false);
  const row = zstdDecompressSync(await readFile(path))
    .toString()
    .split('\n')
    .find((line) => line.includes(inFile));
  expect(row).toContain('"subject":null');
});
