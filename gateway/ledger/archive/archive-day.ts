import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type RawBuilder, sql } from 'kysely';
import { errorCode } from '../../error-code.ts';
import type { LedgerDatabase } from '../ledger-database.ts';
import { HASH_BYTES, hashLeaf } from '../merkle-tree.ts';
import { readPlacedBatches, type StoredBatch, type StoredRow } from '../read-batches.ts';
import { Editions, leafOf, readRecord } from '../read-records.ts';
import { type ArchivedRow, ArchiveFile, writeArchiveFile } from './archive-file.ts';

export interface ArchivedDay {
  readonly path: string;
  readonly records: number;
  readonly bytes: number;
}

/** A day that cannot be archived as it is. The message says why. */
export class NotArchived extends Error {
  override readonly name = 'NotArchived';
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
 * @throws NotArchived
 */
export async function archiveDay(
  database: LedgerDatabase,
  day: string,
  directory: string,
): Promise<ArchivedDay | undefined> {
  const path = archivePath(directory, day);
  await seal(database, day);
  const extent = await measure(database, day);
  if (extent.records > 0) {
    const days = new DayInBatches(database, day, extent);
    const header = { day, begin: extent.begin, records: extent.records };
    if (!existsSync(path)) await writeArchiveFile(path, header, days.read());
    await days.check(path);
  }
  await drop(database, day);
  return extent.records === 0 ? undefined : { path, records: extent.records, bytes: (await stat(path)).size };
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

class DayInBatches {
  readonly #database: LedgerDatabase;
  readonly #day: string;
  readonly #extent: Extent;
  readonly #editions: Editions;

  constructor(database: LedgerDatabase, day: string, extent: Extent) {
    this.#database = database;
    this.#day = day;
    this.#extent = extent;
    this.#editions = new Editions(database);
  }

  /** @throws NotArchived when one is not the record that the tree holds */
  async *read(): AsyncGenerator<ArchivedRow> {
    for await (const batch of this.#batches()) {
      for (const row of batch.rows) if (this.#isOfDay(row)) yield await this.#checked(row, batch);
    }
  }

  /** @throws NotArchived when a file does not hold the records of the day, and nothing else */
  async check(path: string): Promise<void> {
    const file = await ArchiveFile.open(path);
    let records = 0;
    try {
      for await (const batch of this.#batches()) {
        const end = (batch.firstIndex ?? 0) + batch.leafHashes.length / HASH_BYTES;
        for (const row of await file.readUpTo(end)) {
          if (row.batch !== batch.batch || !this.#isOfDay(row)) throw notInTree(row, path);
          await this.#checked(row, batch);
          records++;
        }
      }
    } finally {
      await file.close();
    }
    if (records !== this.#extent.records) {
      throw new NotArchived(`${path} holds ${records} records of the day, and the table ${this.#extent.records}.`);
    }
  }

  async *#batches(): AsyncGenerator<StoredBatch> {
    const { begin, lastBatch } = this.#extent;
    for await (const batches of readPlacedBatches(this.#database, begin, lastBatch + 1)) yield* batches;
  }

  #isOfDay({ at }: StoredRow): boolean {
    return new Date(at).toISOString().startsWith(this.#day);
  }

  async #checked(row: StoredRow, { firstIndex, leafHashes }: StoredBatch): Promise<ArchivedRow> {
    const hash = leafHashes.subarray(row.ordinal * HASH_BYTES, (row.ordinal + 1) * HASH_BYTES);
    const record = readRecord(row, this.#editions.find(row.edition) ?? (await this.#editions.get(row.edition)));
    if (!row.isWholeMs || !hash.equals(hashLeaf(leafOf(record)))) throw notInTree(row, 'The table');
    return { ...row, index: (firstIndex ?? 0) + row.ordinal };
  }
}

function notInTree({ id }: StoredRow, where: string): NotArchived {
  return new NotArchived(`${where} holds a record ${id} that is not in the tree: npm run ledger -- verify`);
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
    throw new NotArchived(`Records of ${day} are under no checkpoint yet. A running gateway signs them.`);
  }
  return extent;
}

async function drop(database: LedgerDatabase, day: string): Promise<void> {
  // In this order, which is that of who reads: else the two could wait for each other.
  await changeTable(
    database,
    sql`LOCK TABLE ONLY ledger_record IN ACCESS EXCLUSIVE MODE`,
    sql`DROP TABLE ${partition(day)}`,
  );
}

/**
 * For a moment nobody else can use the table. Whoever comes while it waits for that waits as well, so it gives up soon.
 * @throws NotArchived when somebody is using it for long
 */
async function changeTable(database: LedgerDatabase, ...statements: readonly RawBuilder<unknown>[]): Promise<void> {
  try {
    await database.transaction().execute(async (transaction) => {
      await sql`SET LOCAL lock_timeout = '2s'`.execute(transaction);
      for (const statement of statements) await statement.execute(transaction);
    });
  } catch (error) {
    if (errorCode(error) !== LOCK_NOT_AVAILABLE) throw error;
    throw new NotArchived('Somebody has been reading the table for long. Run the command again.');
  }
}

const LOCK_NOT_AVAILABLE = '55P03';

function partition(day: string) {
  return sql.table(`ledger_record_${day.replaceAll('-', '')}`);
}
