import { sql } from 'kysely';
import type { Archive } from '../ledger/archive/archived-days.ts';
import { countArchived, readArchive } from '../ledger/archive/read-archive.ts';
import type { LedgerDatabase } from '../ledger/ledger-database.ts';
import type { Period } from '../ledger/period.ts';
import { Editions, type PlacedRecord, type RecordRow, readPlacedRecords } from '../ledger/read-records.ts';

/** At once in memory. */
const CHUNK = 1_000;

/** About how many there will be: of the days at both ends of an archive, all are counted. */
export async function countRecords(
  database: LedgerDatabase,
  { begin, end }: Period,
  archive: Archive | undefined,
): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    SELECT count(*) AS count FROM ledger_record WHERE at >= ${begin.toISOString()} AND at < ${end.toISOString()}
  `.execute(database);
  return (archive ? countArchived(archive) : 0) + (rows[0]?.count ?? 0);
}

/**
 * Reads all records of a period: those of archived days first, each day in the order of the tree, then those of the table.
 * @param archive  of the days of the period that left the table
 * @throws RangeError when one is none that was ever written; ArchiveFault
 */
export async function* exportRecords(
  database: LedgerDatabase,
  period: Period,
  archive: Archive | undefined,
): AsyncGenerator<readonly PlacedRecord[]> {
  if (archive) yield* readArchived(database, period, archive);
  yield* readTable(database, period);
}

async function* readArchived(
  database: LedgerDatabase,
  { begin, end }: Period,
  archive: Archive,
): AsyncGenerator<readonly PlacedRecord[]> {
  for await (const records of readArchive(database, archive)) {
    yield records.filter(({ record: { at } }) => at >= begin.getTime() && at < end.getTime());
  }
}

/** By their ids and so in the order of time, the next chunk while one is looked at. */
async function* readTable(database: LedgerDatabase, { begin, end }: Period): AsyncGenerator<readonly PlacedRecord[]> {
  const editions = new Editions(database);
  const readNext = async (after: string): Promise<PlacedRecord[]> => {
    const { rows } = await sql<RecordRow & { readonly index: number | null }>`
      SELECT record.*, placed.first_index + record.ordinal AS index
      FROM ledger_record AS record LEFT JOIN ledger_batch AS placed ON placed.batch = record.batch
      WHERE at >= ${begin.toISOString()} AND at < ${end.toISOString()} AND id > ${after}
      ORDER BY id LIMIT ${CHUNK}
    `.execute(database);
    return await readPlacedRecords(rows, editions);
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
