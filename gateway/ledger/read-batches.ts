import { sql } from 'kysely';
import type { LedgerDatabase } from './ledger-database.ts';
import type { RecordRow } from './read-records.ts';

/** A batch with its rows, as they lie in the tables. */
export interface StoredBatch {
  readonly batch: number;
  /** Index of its first record in the tree; null while it has no place. */
  readonly firstIndex: number | null;
  readonly leafHashes: Buffer;
  /** By ordinal. */
  readonly rows: readonly StoredRow[];
}

export interface StoredRow extends RecordRow {
  /** Whether its time is one that a gateway can have written. */
  readonly isWholeMs: boolean;
}

type BatchRow = Omit<StoredBatch, 'rows'>;

/** At once in memory: batches, each of up to some hundred records. */
const CHUNK_BATCHES = 256;

/**
 * Reads batches in the order of the tree, the next chunk while one is looked at.
 * @param begin  index of the first
 * @param end    no batch that begins there or later
 */
export async function* readPlacedBatches(
  database: LedgerDatabase,
  begin: number,
  end: number,
): AsyncGenerator<readonly StoredBatch[]> {
  const readNext = async (from: number): Promise<readonly StoredBatch[]> => {
    const { rows } = await sql<BatchRow>`
      SELECT batch, first_index AS "firstIndex", leaf_hashes AS "leafHashes" FROM ledger_batch
      WHERE first_index >= ${from} AND first_index < ${end} ORDER BY first_index LIMIT ${CHUNK_BATCHES}
    `.execute(database);
    return await withRows(database, rows);
  };
  let next = readNext(begin);
  for (;;) {
    const batches = await next;
    const last = batches.at(-1)?.firstIndex;
    if (typeof last !== 'number') return;
    next = readNext(last + 1);
    // Nobody waits for it where the caller stops here.
    next.catch(() => {});
    yield batches;
  }
}

/** Reads the batches that have no place in the tree yet. */
export async function* readPendingBatches(database: LedgerDatabase): AsyncGenerator<readonly StoredBatch[]> {
  for (let after: number | undefined = 0; after !== undefined; ) {
    const { rows } = await sql<BatchRow>`
      SELECT batch, NULL AS "firstIndex", leaf_hashes AS "leafHashes" FROM ledger_pending
      WHERE batch > ${after} ORDER BY batch LIMIT ${CHUNK_BATCHES}
    `.execute(database);
    after = rows.at(-1)?.batch;
    yield await withRows(database, rows);
  }
}

async function withRows(database: LedgerDatabase, batches: readonly BatchRow[]): Promise<StoredBatch[]> {
  const ids = batches.map(({ batch }) => batch);
  const { rows } = await sql<StoredRow>`
    SELECT *, extract(epoch FROM at) * 1000 % 1 = 0 AS "isWholeMs" FROM ledger_record
    WHERE batch = ANY (${ids}::bigint[]) ORDER BY batch, ordinal
  `.execute(database);
  const byBatch = Map.groupBy(rows, ({ batch }) => batch);
  return batches.map((batch) => ({ ...batch, rows: byBatch.get(batch.batch) ?? [] }));
}
