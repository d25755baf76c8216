import { sql } from 'kysely';
import type { LedgerDatabase } from '../ledger/ledger-database.ts';
import { Editions, type RecordRow, readRecords, type StoredRecord } from '../ledger/read-records.ts';
import type { Period } from './period.ts';

/** A record with its place in the tree. */
export interface PlacedRecord extends StoredRecord {
  /** Null while it has no place. */
  readonly index: number | null;
}

/** At once in memory. */
const CHUNK = 1_000;

export async function countRecords(database: LedgerDatabase, { begin, end }: Period): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    SELECT count(*) AS count FROM ledger_record WHERE at >= ${begin.toISOString()} AND at < ${end.toISOString()}
  `.execute(database);
  return rows[0]?.count ?? 0;
}

/**
 * Reads all records of a period, by their ids and so in the order of time, the next chunk while one is looked at.
 * @throws RangeError when one is none that was ever written
 */
export async function* exportRecords(
  database: LedgerDatabase,
  { begin, end }: Period,
): AsyncGenerator<readonly PlacedRecord[]> {
  const editions = new Editions(database);
  const readNext = async (after: string): Promise<PlacedRecord[]> => {
    const { rows } = await sql<RecordRow & { readonly index: number | null }>`
      SELECT record.*, placed.first_index + record.ordinal AS index
      FROM ledger_record AS record LEFT JOIN ledger_batch AS placed ON placed.batch = record.batch
      WHERE at >= ${begin.toISOString()} AND at < ${end.toISOString()} AND id > ${after}
      ORDER BY id LIMIT ${CHUNK}
    `.execute(database);
    const records = await readRecords(rows, editions);
    return records.map((record, position) => ({ ...record, index: rows[position]?.index ?? null }));
  };
  let next = readNext(LEAST_ID);
  for (;;) {
    const records = await next;
    const last = records.at(-1);
    if (!last) return;
    next = readNext(last.record.id);
    // Nobody waits for it where the caller stops here.
    next.catch(() => {});
    yield records;
  }
}

const LEAST_ID = '00000000-0000-0000-0000-000000000000';
