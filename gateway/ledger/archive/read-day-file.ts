import { sql } from 'kysely';
import type { LedgerDatabase } from '../ledger-database.ts';
import { HASH_BYTES, hashLeaf } from '../merkle-tree.ts';
import type { StoredRow } from '../read-batches.ts';
import { Editions, leafOf, type PlacedRecord, readPlacedRecords, type StoredRecord } from '../read-records.ts';
import { ArchiveFault } from './archive-fault.ts';
import { type ArchivedRow, ArchiveFile } from './archive-file.ts';
import type { ArchivedDay } from './archived-days.ts';

/** At once in memory. */
const CHUNK = 1_000;

/**
 * Reads the records of a day from its file, by their places in the tree. Each is held against what the tree holds there;
 * at the end it is certain that they were all records of the day.
 * @throws ArchiveFault when the file holds anything else
 */
export async function* readDayFile(
  database: LedgerDatabase,
  path: string,
  { day, records: expected }: ArchivedDay,
): AsyncGenerator<readonly PlacedRecord[]> {
  const editions = new Editions(database);
  let count = 0;
  let lastIndex = -1;
  try {
    for await (const rows of readChunks(path)) {
      const batches = await readBatches(database, rows);
      const records = await readPlacedRecords(rows, editions);
      for (const [position, row] of rows.entries()) {
        if (!isOfDay(row, day)) throw new ArchiveFault(`${path} holds a record ${row.id} that is not of ${day}.`);
        const batch = batches.get(row.batch);
        const isAtItsPlace = batch?.first_index === row.index - row.ordinal && row.index > lastIndex;
        if (!isAtItsPlace || !isInTree(row, records[position], batch.leaf_hashes)) throw notInTree(row, path);
        lastIndex = row.index;
      }
      count += rows.length;
      yield records;
    }
  } catch (error) {
    throw error instanceof RangeError ? new ArchiveFault(`${error.message}.`) : error;
  }
  if (count !== expected) throw new ArchiveFault(`${path} holds ${count} records of ${day}, which had ${expected}.`);
}

/** Whether a row is the record that the tree holds at its place in a batch. */
export function isInTree(
  { ordinal, isWholeMs }: StoredRow,
  stored: StoredRecord | undefined,
  leafHashes: Buffer,
): boolean {
  const hash = leafHashes.subarray(ordinal * HASH_BYTES, (ordinal + 1) * HASH_BYTES);
  return stored !== undefined && isWholeMs && hash.equals(hashLeaf(leafOf(stored)));
}

/** @param day  of UTC */
export function isOfDay({ at }: StoredRow, day: string): boolean {
  return new Date(at).toISOString().startsWith(day);
}

export function notInTree({ id }: StoredRow, where: string): ArchiveFault {
  return new ArchiveFault(`${where} holds a record ${id} that is not in the tree: npm run ledger -- verify`);
}

async function* readChunks(path: string): AsyncGenerator<readonly ArchivedRow[]> {
  const file = await ArchiveFile.open(path);
  try {
    let chunk: ArchivedRow[] = [];
    for await (const row of file) {
      if (chunk.push(row) < CHUNK) continue;
      yield chunk;
      chunk = [];
    }
    if (chunk.length > 0) yield chunk;
  } finally {
    await file.close();
  }
}

async function readBatches(database: LedgerDatabase, rows: readonly ArchivedRow[]) {
  const batches = [...new Set(rows.map(({ batch }) => batch))];
  const isOfThese = sql<boolean>`batch = ANY (${batches}::bigint[])`;
  const found = await database.selectFrom('ledger_batch').selectAll().where(isOfThese).execute();
  return new Map(found.map((batch) => [batch.batch, batch]));
}
