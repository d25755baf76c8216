import { sql } from 'kysely';
import { ArchivedRecords } from './archive/archived-records.ts';
import { openCheckpoint } from './checkpoint.ts';
import { type CheckpointRange, KeptCheckpoints } from './kept-checkpoints.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import { type CompactTree, HASH_BYTES, type Hash, hashLeaf } from './merkle-tree.ts';
import { readPendingBatches, readPlacedBatches, type StoredBatch, type StoredRow } from './read-batches.ts';
import { Editions, leafOf, readRecord } from './read-records.ts';
import type { NoteVerifier } from './signed-note.ts';
import { KEPT_FROM_LEVEL, openTree, splitHashes } from './tree-hashes.ts';

export interface VerifyOptions extends CheckpointRange {
  readonly database: LedgerDatabase;
  /** Of the keys that the ledger was ever signed with. */
  readonly verifiers: readonly NoteVerifier[];
  /** Files with records that are no longer in the tables. */
  readonly archivePaths?: readonly string[];
  /** Told now and then how many records were found right, of how many. */
  readonly onProgress?: ((checked: number, total: number) => void) | undefined;
}

/** What was found. */
export interface Verification {
  /** Records whose leaf, place and root are right. */
  readonly records: number;
  /** Of these, the ones that no longer tell whom they are about. */
  readonly erased: number;
  /** Signed checkpoints that they fit, in the database and outside. */
  readonly checkpoints: number;
  /** Records that have no place in the tree yet. */
  readonly pending: number;
  /** The first thing that does not fit; undefined when all does. */
  readonly problem: string | undefined;
}

/** A ledger that does not fit what was signed. Its message names the first record, where that can be told. */
class Misfit extends Error {}

/**
 * Computes every leaf and the tree anew, from the records alone, and holds them against what was hashed, placed and
 * signed.
 */
export async function verifyLedger(options: VerifyOptions): Promise<Verification> {
  const run = new VerificationRun(options);
  try {
    await run.verify();
    return { ...run.counts, problem: undefined };
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    return { ...run.counts, problem: error.message };
  }
}

/** What cannot be read of a ledger is none. */
function misfit(error: unknown): never {
  throw error instanceof RangeError ? new Misfit(`${error.message}.`) : error;
}

class VerificationRun {
  readonly counts = { records: 0, erased: 0, checkpoints: 0, pending: 0 };
  readonly #options: VerifyOptions;
  readonly #database: LedgerDatabase;
  readonly #editions: Editions;
  /** Erased records that no record of an erasure has been met for. Each was erased by a command of its own: they are few. */
  readonly #untraced = new Set<string>();
  /** How many records there were at the last checkpoint that fits. */
  #signed = 0;

  constructor(options: VerifyOptions) {
    this.#options = options;
    this.#database = options.database;
    this.#editions = new Editions(options.database);
  }

  async verify(): Promise<void> {
    const checkpoints = await KeptCheckpoints.open(this.#database, this.#options);
    const { begin, end } = checkpoints;
    const isToTheEnd = this.#options.to === undefined;
    const tree = await this.#begin(begin);
    const archived = await ArchivedRecords.open(this.#options.archivePaths ?? [], begin).catch(misfit);
    this.#checkCheckpoints(tree, (await checkpoints.take(begin - 1, begin)).get(begin));
    for await (const batches of readPlacedBatches(this.#database, begin, isToTheEnd ? Number.MAX_SAFE_INTEGER : end)) {
      await this.#checkBatches(await archived.complete(batches).catch(misfit), tree, checkpoints);
      this.#options.onProgress?.(this.counts.records, Math.max(end, tree.size) - begin);
    }
    checkUntaken(checkpoints, tree.size);
    if (tree.size > this.#signed) {
      throw new Misfit(`The records from index ${this.#signed} on are under no checkpoint.`);
    }
    if (isToTheEnd) {
      await archived.demandEnd().catch(misfit);
      await this.#checkUnplaced();
      const [untraced] = this.#untraced;
      if (untraced !== undefined) throw new Misfit(`The record ${untraced} was erased, and no record says so.`);
    }
    await archived.close();
  }

  /** What came before a range is taken as it is hashed: it has to fit the checkpoint there. */
  async #begin(size: number): Promise<CompactTree> {
    return await openTree(this.#database, size).catch((error: unknown) => {
      if (error instanceof RangeError) throw new Misfit(`The hashes of the first ${size} records are missing.`);
      throw error;
    });
  }

  async #checkBatches(batches: readonly StoredBatch[], tree: CompactTree, checkpoints: KeptCheckpoints): Promise<void> {
    const nodes = new Map<string, Hash>();
    const count = batches.reduce((sum, { leafHashes }) => sum + leafHashes.length / HASH_BYTES, 0);
    const notes = await checkpoints.take(tree.size, tree.size + count);
    for (const batch of batches) {
      if (batch.firstIndex !== tree.size) throw new Misfit(`The record of index ${tree.size} is missing.`);
      await this.#checkRows(batch);
      for (const leaf of splitHashes(batch.leafHashes)) {
        tree.append(leaf, (level, index, node) => {
          if (level >= KEPT_FROM_LEVEL) nodes.set(`${level} ${index}`, node);
        });
      }
      this.counts.records += batch.rows.length;
      this.#checkCheckpoints(tree, notes.get(tree.size));
      notes.delete(tree.size);
    }
    const [between] = notes.keys();
    if (between !== undefined) throw new Misfit(`A checkpoint over ${between} records ends within a batch.`);
    await checkNodes(this.#database, nodes);
  }

  /** Each record must be the one that was hashed at its place. */
  async #checkRows({ batch, firstIndex, leafHashes, rows }: StoredBatch): Promise<void> {
    const hashes = splitHashes(leafHashes);
    for (const [ordinal, hash] of hashes.entries()) {
      const place = firstIndex === null ? `number ${ordinal} of batch ${batch}` : `index ${firstIndex + ordinal}`;
      const row = rows[ordinal];
      if (row?.ordinal !== ordinal) throw new Misfit(`The record of ${place} is missing.`);
      const leaf = await this.#hashRow(row);
      if (!leaf?.equals(hash)) throw new Misfit(`The record ${row.id}, of ${place}, was changed.`);
      this.#traceErasure(row);
    }
    const extra = rows[hashes.length];
    if (extra) throw new Misfit(`The record ${extra.id} was added to batch ${batch}.`);
  }

  /** An erasure is written down before it is done, and so behind the record that it erases. */
  #traceErasure({ id, kind, dossier, commitment }: StoredRow): void {
    if (kind === 'erasure' && dossier !== null) this.#untraced.delete(dossier);
    if (!commitment) return;
    this.#untraced.add(id);
    this.counts.erased++;
  }

  /** @returns undefined when the row is none that was ever written */
  async #hashRow(row: StoredRow): Promise<Hash | undefined> {
    try {
      const edition = this.#editions.find(row.edition) ?? (await this.#editions.get(row.edition));
      // A change of less than a millisecond would get lost on the way here.
      return row.isWholeMs ? hashLeaf(leafOf(readRecord(row, edition))) : undefined;
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }

  #checkCheckpoints(tree: CompactTree, notes: ReadonlySet<string> = new Set()): void {
    for (const note of notes) {
      const checkpoint = openCheckpoint(note, this.#options.verifiers);
      if (!checkpoint) throw new Misfit(`The checkpoint over ${tree.size} records is not signed by the ledger’s key.`);
      if (!checkpoint.root.equals(tree.root())) {
        throw new Misfit(`The records from index ${this.#signed} to ${tree.size - 1} are not those that were signed.`);
      }
      this.counts.checkpoints++;
    }
    if (notes.size > 0) this.#signed = tree.size;
  }

  /** What has no place yet, or should not be there. */
  async #checkUnplaced(): Promise<void> {
    for await (const batches of readPendingBatches(this.#database)) {
      for (const pending of batches) {
        await this.#checkRows(pending);
        this.counts.pending += pending.rows.length;
      }
    }
    const stray = await sql<{ readonly id: string }>`
      SELECT id FROM ledger_record AS record
      WHERE NOT EXISTS (SELECT FROM ledger_batch AS placed WHERE placed.batch = record.batch)
        AND NOT EXISTS (SELECT FROM ledger_pending AS pending WHERE pending.batch = record.batch)
      LIMIT 1
    `.execute(this.#database);
    const [first] = stray.rows;
    if (first) throw new Misfit(`The record ${first.id} was added: it is in no batch.`);
  }
}

/** Whatever was signed must have been met. */
function checkUntaken({ end, untaken }: KeptCheckpoints, size: number): void {
  // NaN stays NaN.
  const signed = untaken.reduce((most, other) => Math.max(most, other), end);
  if (Number.isNaN(signed)) throw new Misfit('A line of a file of checkpoints is no checkpoint.');
  if (signed > size) {
    throw new Misfit(`The records from index ${size} on are missing: a checkpoint was signed over ${signed}.`);
  }
}

/** Proofs are made from the nodes, so they must be those of the tree. */
async function checkNodes(database: LedgerDatabase, nodes: ReadonlyMap<string, Hash>): Promise<void> {
  if (nodes.size === 0) return;
  const places = [...nodes.keys()].map((place) => place.split(' ').map(Number));
  const { rows } = await sql<{ readonly place: string; readonly hash: Hash }>`
    SELECT level || ' ' || index AS place, hash FROM ledger_node
    JOIN unnest(${places.map(([level]) => level)}::smallint[], ${places.map(([, index]) => index)}::bigint[])
      AS computed (level, index) USING (level, index)
  `.execute(database);
  const kept = new Map(rows.map(({ place, hash }) => [place, hash]));
  for (const [place, node] of nodes) {
    if (!kept.get(place)?.equals(node))
      throw new Misfit(`The node of the tree at level and index ${place} was changed.`);
  }
}
