import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type RawBuilder, sql } from 'kysely';
import { errorCode } from '../../error-code.ts';
import type { LedgerDatabase } from '../ledger-database.ts';
import { readPlacedBatches } from '../read-batches.ts';
import { Editions, readRecord } from '../read-records.ts';
import { ArchiveFault } from './archive-fault.ts';
import { type ArchivedRow, writeArchiveFile } from './archive-file.ts';
import type { ArchivedDay } from './archived-days.ts';
import { isInTree, isOfDay, notInTree, readDayFile } from './read-day-file.ts';

/** What the records of a day were written to. */
export interface DayFile {
  readonly path: string;
  readonly records: number;
  readonly bytes: number;
}

/** The days that have records in the tables before a day, such as `2026-11-21`. */
export async function listDays(database: LedgerDatabase, before: string): Promise<string[]> {
  const { rows } = await sql<{ readonly day: string }>`
    SELECT to_char(to_date(right(relname, 8), 'YYYYMMDD'), 'YYYY-MM-DD') AS day
    FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
    WHERE inhparent = 'ledger_record'::regclass ORDER BY relname
  `.execute(database);
  return rows.map(({ day }) => day).filter((day) => day < before);
}

/**
 * Moves the records of a day to a file. They leave the table only after all of them were read back from the file and found
 * to be those that the tree holds; the tree itself stays. After a crash the same call goes on.
 * @param database   by the login that owns the tables
 * @param day        that is over, of UTC
 * @param directory  where the file is made
 * @returns undefined when the day has no records
 * @throws ArchiveFault
 */
export async function archiveDay(
  database: LedgerDatabase,
  day: string,
  directory: string,
): Promise<DayFile | undefined> {
  const path = archivePath(directory, day);
  await seal(database, day);
  const extent = await measure(database, day);
  const { begin, records } = extent;
  if (records > 0) {
    if (!existsSync(path)) await writeArchiveFile(path, { day, begin, records }, readDay(database, day, extent));
    await checkFile(database, path, { day, records });
  }
  await drop(database, { day, records });
  return records === 0 ? undefined : { path, records, bytes: (await stat(path)).size };
}

/** Where the records of a day are in an archive. */
export function archivePath(directory: string, day: string): string {
  return join(directory, `ledger-${day}.ndjson.zst`);
}

/** Where the records of a day lie in the tree. Those of the days beside it may lie between them. */
interface Extent {
  readonly records: number;
  readonly begin: number;
  /** Index of the first record of the last batch. */
  readonly lastBatch: number;
}

/** @throws ArchiveFault when one is not the record that the tree holds */
async function* readDay(
  database: LedgerDatabase,
  day: string,
  { begin, lastBatch }: Extent,
): AsyncGenerator<ArchivedRow> {
  const editions = new Editions(database);
  for await (const batches of readPlacedBatches(database, begin, lastBatch + 1)) {
    for (const { firstIndex, leafHashes, rows } of batches) {
      for (const row of rows) {
        if (!isOfDay(row, day)) continue;
        const record = readRecord(row, editions.find(row.edition) ?? (await editions.get(row.edition)));
        if (!isInTree(row, record, leafHashes)) throw notInTree(row, 'The table');
        yield { ...row, index: (firstIndex ?? 0) + row.ordinal };
      }
    }
  }
}

/** @throws ArchiveFault when the file does not hold the records of the day, and nothing else */
async function checkFile(database: LedgerDatabase, path: string, day: ArchivedDay): Promise<void> {
  const chunks = readDayFile(database, path, day);
  while (!(await chunks.next()).done);
}

/** From now on no record of the day is taken or erased; who writes one is told that it cannot be kept. */
async function seal(database: LedgerDatabase, day: string): Promise<void> {
  await changeTable(
    database,
    sql`
      ALTER TABLE ${partition(day)} DROP CONSTRAINT IF EXISTS ledger_day_is_over,
      ADD CONSTRAINT ledger_day_is_over CHECK (false) NOT VALID
    `,
  );
}

async function measure(database: LedgerDatabase, day: string): Promise<Extent> {
  const { rows } = await sql<Extent & { readonly placed: number; readonly signed: number }>`
    SELECT count(*) AS records, count(first_index) AS placed, coalesce(min(first_index), 0) AS begin,
      coalesce(max(first_index), 0) AS "lastBatch", (SELECT coalesce(max(size), 0) FROM ledger_checkpoint) AS signed
    FROM ${partition(day)} LEFT JOIN ledger_batch USING (batch)
  `.execute(database);
  const [extent] = rows;
  if (!extent) throw new RangeError('An aggregate has one row');
  if (extent.placed < extent.records || (extent.records > 0 && extent.lastBatch >= extent.signed)) {
    throw new ArchiveFault(`Records of ${day} are under no checkpoint yet. A running gateway signs them.`);
  }
  return extent;
}

/** The day leaves the table in the same moment in which it is told to have left. */
async function drop(database: LedgerDatabase, { day, records }: ArchivedDay): Promise<void> {
  // In this order, which is that of who reads: else the two could wait for each other.
  const lock = sql`LOCK TABLE ONLY ledger_record IN ACCESS EXCLUSIVE MODE`;
  const tell = sql`INSERT INTO ledger_archived_day (day, records) VALUES (${day}, ${records})`;
  await changeTable(database, lock, ...(records > 0 ? [tell] : []), sql`DROP TABLE ${partition(day)}`);
}

/**
 * For a moment nobody else can use the table. Whoever comes while it waits for that waits as well, so it gives up soon.
 * @throws ArchiveFault when somebody is using it for long
 */
async function changeTable(database: LedgerDatabase, ...statements: readonly RawBuilder<unknown>[]): Promise<void> {
  try {
    await database.transaction().execute(async (transaction) => {
      await sql`SET LOCAL lock_timeout = '2s'`.execute(transaction);
      for (const statement of statements) await statement.execute(transaction);
    });
  } catch (error) {
    if (errorCode(error) !== LOCK_NOT_AVAILABLE) throw error;
    throw new ArchiveFault('Somebody has been reading the table for long. Run the command again.');
  }
}

const LOCK_NOT_AVAILABLE = '55P03';

function partition(day: string) {
  return sql.table(`ledger_record_${day.replaceAll('-', '')}`);
}
