import DataLoader from 'dataloader';
import { sql } from 'kysely';
import type { LedgerDatabase } from '../ledger/ledger-database.ts';
import { inclusionPath } from '../ledger/merkle-tree.ts';
import { leafOf, type StoredRecord } from '../ledger/read-records.ts';
import { readPaths } from '../ledger/tree-hashes.ts';
import type { RunOnLedger } from './run-on-ledger.ts';

/** What proves offline that a record is in the ledger, and about whom it is. Bytes are Base64. */
export interface InclusionProof {
  /** What was hashed, as UTF-8 behind a zero byte. */
  readonly leaf: string;
  /** With the personal ID behind it, what `subject` of the leaf is the SHA-256 of. */
  readonly salt: string | null;
  readonly index: number;
  /** Of the tree that the checkpoint signs. */
  readonly size: number;
  /** From the leaf up. */
  readonly hashes: readonly string[];
  /** A signed note. */
  readonly checkpoint: string;
}

/** Proves records against the newest checkpoint. Throws LEDGER_UNAVAILABLE. */
export class InclusionProofs {
  readonly #proofs: DataLoader<StoredRecord, InclusionProof | undefined>;

  constructor(database: LedgerDatabase, run: RunOnLedger) {
    this.#proofs = new DataLoader((records) => run(proveRecords(database, records)), {
      cache: false,
      maxBatchSize: MAX_BATCH,
    });
  }

  /** @returns undefined while no checkpoint has the record: for about a second after it was written */
  async prove(record: StoredRecord): Promise<InclusionProof | undefined> {
    return await this.#proofs.load(record);
  }
}

const MAX_BATCH = 100;

/** However many there are, it takes four statements, one after the other. */
async function proveRecords(
  database: LedgerDatabase,
  records: readonly StoredRecord[],
): Promise<(InclusionProof | undefined)[]> {
  const indexes = await readIndexes(database, records);
  const { size, note } = await readCheckpoint(database);
  const signed = indexes.filter((index) => index < size);
  const paths = await readPaths(database, new Map(signed.map((index) => [index, inclusionPath(index, size)])));
  return records.map((record, position) => {
    const index = indexes[position] ?? UNPLACED;
    const path = paths.get(index);
    return (
      path && {
        leaf: leafOf(record),
        salt: record.salt?.toString('base64') ?? null,
        index,
        size,
        hashes: path.map((hash) => hash.toString('base64')),
        checkpoint: note,
      }
    );
  });
}

/** The index of a record that has no place in the tree yet: behind all that is signed. */
const UNPLACED = Number.POSITIVE_INFINITY;

async function readIndexes(database: LedgerDatabase, records: readonly StoredRecord[]): Promise<number[]> {
  const batches = [...new Set(records.map(({ batch }) => batch))];
  const { rows } = await sql<{ readonly batch: number; readonly first_index: number }>`
    SELECT batch, first_index FROM ledger_batch WHERE batch = ANY (${batches}::bigint[])
  `.execute(database);
  const firsts = new Map(rows.map(({ batch, first_index }) => [batch, first_index]));
  return records.map(({ batch, ordinal }) => (firsts.get(batch) ?? UNPLACED) + ordinal);
}

/** The newest. */
async function readCheckpoint(database: LedgerDatabase): Promise<{ readonly size: number; readonly note: string }> {
  const newest = await database
    .selectFrom('ledger_checkpoint')
    .select(['size', 'note'])
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest ?? { size: 0, note: '' };
}
