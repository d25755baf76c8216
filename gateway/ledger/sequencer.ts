import { sql } from 'kysely';
import { type Checkpoint, openCheckpoint, signCheckpoint } from './checkpoint.ts';
import type { CheckpointFile } from './checkpoint-file.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import { CompactTree, type Hash } from './merkle-tree.ts';
import type { NoteSigner, NoteVerifier } from './signed-note.ts';
import { KEPT_FROM_LEVEL, openTree, splitHashes } from './tree-hashes.ts';

/** A batch that has no place in the tree yet. */
interface PendingBatch {
  readonly batch: number;
  readonly leaf_hashes: Buffer;
}

/** The most batches that get their places at a time. */
const MAX_BATCHES = 4_096;

/** Any number, the same in all processes: who holds the lock sequences. */
const LOCK = 6_962_001;

/**
 * Gives the records of all processes their places in the tree and signs what comes of it. One process at a time does it,
 * whichever comes first, for what all of them have written.
 */
export class Sequencer {
  readonly #database: LedgerDatabase;
  readonly #signer: NoteSigner;
  readonly #verifiers: readonly NoteVerifier[];
  readonly #file: CheckpointFile;
  /** The newest checkpoint that this process knows of; undefined before it has looked. */
  #newest: Checkpoint | undefined;
  /** As it is with that many records. */
  #tree: CompactTree | undefined;

  constructor(database: LedgerDatabase, signer: NoteSigner, file: CheckpointFile) {
    this.#database = database;
    this.#signer = signer;
    this.#verifiers = [signer.verifier];
    this.#file = file;
  }

  /**
   * Sequences what is pending.
   * @param isLast  whether nothing of this process comes after it. It then waits while another process sequences, which
   *                may not have seen what this one has written; otherwise it leaves it all to that process
   * @returns whether more may be pending
   * @throws LedgerRewritten, and what the database or the file throw
   */
  async run(isLast = false): Promise<boolean> {
    this.#newest ??= await this.#readFile();
    const outcome = await this.#database.transaction().execute(async (database) => {
      if (isLast) await takeTurn(database);
      else if (!(await tryTurn(database))) return undefined;
      return this.#sequence(database);
    });
    if (!outcome) return false;
    const { note, checkpoint, tree, isFull } = outcome;
    this.#newest = checkpoint;
    this.#tree = tree;
    await this.#file.add(note);
    return isFull;
  }

  async #readFile(): Promise<Checkpoint> {
    const notes = await this.#file.readLast();
    return notes.flatMap((note) => openCheckpoint(note, this.#verifiers) ?? []).at(-1) ?? nothing;
  }

  async #sequence(database: LedgerDatabase) {
    const pending = await database
      .selectFrom('ledger_pending')
      .selectAll()
      .orderBy('batch')
      .limit(MAX_BATCHES)
      .execute();
    if (pending.length === 0) return undefined;
    const tree = await this.#findTree(database);
    const nodes = await placeBatches(database, tree, pending);
    await insertNodes(database, nodes);
    const checkpoint = { size: tree.size, root: tree.root() };
    const note = signCheckpoint(checkpoint, this.#signer);
    await sql`INSERT INTO ledger_checkpoint (size, note) VALUES (${checkpoint.size}, ${note})`.execute(database);
    return { note, checkpoint, tree, isFull: pending.length === MAX_BATCHES };
  }

  /**
   * The tree to grow, which must continue what this process has signed or seen. A copy: the transaction may fail.
   * @throws LedgerRewritten
   */
  async #findTree(database: LedgerDatabase): Promise<CompactTree> {
    const last = await readLastCheckpoint(database, this.#verifiers);
    const newest = this.#newest ?? nothing;
    if (last.size < newest.size) throw new LedgerRewritten();
    if (this.#tree?.size === last.size && last.root.equals(newest.root)) return this.#tree.copy();
    if (newest.size > 0 && !(await openTree(database, newest.size)).root().equals(newest.root)) {
      throw new LedgerRewritten();
    }
    const tree = await openTree(database, last.size);
    if (!tree.root().equals(last.root)) throw new LedgerRewritten();
    return tree;
  }
}

/** The tables no longer hold what was signed. Nothing more is signed then: a second history would hide the first. */
export class LedgerRewritten extends Error {
  override readonly name = 'LedgerRewritten';

  constructor() {
    super('The ledger does not continue what was signed');
  }
}

/** Takes the turn when no process has it, till the transaction ends. */
async function tryTurn(database: LedgerDatabase): Promise<boolean> {
  const { rows } = await sql<{ readonly isMine: boolean }>`
    SELECT pg_try_advisory_xact_lock(${LOCK}) AS "isMine"
  `.execute(database);
  return rows[0]?.isMine ?? false;
}

/** Waits for the turn, as long as a statement may take. */
async function takeTurn(database: LedgerDatabase): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${LOCK})`.execute(database);
}

const nothing: Checkpoint = { size: 0, root: new CompactTree().root() };

/** @throws LedgerRewritten where it is not signed by one of the keys */
async function readLastCheckpoint(database: LedgerDatabase, verifiers: readonly NoteVerifier[]): Promise<Checkpoint> {
  const last = await database
    .selectFrom('ledger_checkpoint')
    .select('note')
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!last) return nothing;
  const checkpoint = openCheckpoint(last.note, verifiers);
  if (!checkpoint) throw new LedgerRewritten();
  return checkpoint;
}

interface KeptNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Hash;
}

/** @returns the nodes that became complete and are kept */
async function placeBatches(
  database: LedgerDatabase,
  tree: CompactTree,
  pending: readonly PendingBatch[],
): Promise<KeptNode[]> {
  const nodes: KeptNode[] = [];
  const firstIndexes: number[] = [];
  for (const { leaf_hashes } of pending) {
    firstIndexes.push(tree.size);
    for (const leaf of splitHashes(leaf_hashes)) {
      tree.append(leaf, (level, index, hash) => {
        if (level >= KEPT_FROM_LEVEL) nodes.push({ level, index, hash });
      });
    }
  }
  const batches = pending.map(({ batch }) => batch);
  await sql`
    INSERT INTO ledger_batch (first_index, batch, leaf_hashes)
    SELECT first_index, batch, leaf_hashes
    FROM unnest(${firstIndexes}::bigint[], ${batches}::bigint[], ${pending.map(({ leaf_hashes }) => leaf_hashes)}::bytea[])
      AS placed (first_index, batch, leaf_hashes)
  `.execute(database);
  await sql`DELETE FROM ledger_pending WHERE batch = ANY (${batches}::bigint[])`.execute(database);
  return nodes;
}

async function insertNodes(database: LedgerDatabase, nodes: readonly KeptNode[]): Promise<void> {
  if (nodes.length === 0) return;
  await sql`
    INSERT INTO ledger_node (level, index, hash)
    SELECT level, index, hash FROM unnest(
      ${nodes.map(({ level }) => level)}::smallint[],
      ${nodes.map(({ index }) => index)}::bigint[],
      ${nodes.map(({ hash }) => hash)}::bytea[]
    ) AS complete (level, index, hash)
  `.execute(database);
}
