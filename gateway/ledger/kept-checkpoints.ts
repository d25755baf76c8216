import { readCheckpointFile } from './checkpoint-file.ts';
import type { LedgerDatabase } from './ledger-database.ts';

export interface CheckpointRange {
  /** Files of checkpoints. */
  readonly checkpointPaths: readonly string[];
  /** From the last checkpoint before this moment on; from the beginning where it is not given. */
  readonly from?: Date | undefined;
  /** Up to the first checkpoint after this moment; to the end where it is not given. */
  readonly to?: Date | undefined;
}

/** The checkpoints of a ledger, those of its database and those outside. Nothing of them is checked here. */
export class KeptCheckpoints {
  /** How many records are signed before the range. */
  readonly begin: number;
  /** How many with it, by the database. */
  readonly end: number;
  readonly #database: LedgerDatabase;
  /** Notes of the files by size, until they are taken. */
  readonly #outside: Map<number, string[]>;

  private constructor(database: LedgerDatabase, begin: number, end: number, outside: Map<number, string[]>) {
    this.#database = database;
    this.begin = begin;
    this.end = end;
    this.#outside = outside;
  }

  static async open(database: LedgerDatabase, { checkpointPaths, from, to }: CheckpointRange) {
    const first = from && (await findSize(database, '<=', from));
    const last = (to && (await findSize(database, '>=', to))) ?? (await findSize(database, '<=', undefined));
    const [begin, end] = [first ?? 0, last ?? 0];
    const outside = new Map<number, string[]>();
    for (const path of checkpointPaths) {
      for await (const note of readCheckpointFile(path)) {
        const size = sizeOf(note);
        if (size < begin || (to && size > end)) continue;
        outside.set(size, [...(outside.get(size) ?? []), note]);
      }
    }
    return new KeptCheckpoints(database, begin, end, outside);
  }

  /** Notes of checkpoints over more than `after` and up to `upTo` records, by size. */
  async take(after: number, upTo: number): Promise<Map<number, ReadonlySet<string>>> {
    const rows = await this.#database
      .selectFrom('ledger_checkpoint')
      .select(['size', 'note'])
      .where('size', '>', after)
      .where('size', '<=', upTo)
      .execute();
    const taken = new Map<number, Set<string>>();
    const add = (size: number, note: string): void => void taken.set(size, (taken.get(size) ?? new Set()).add(note));
    for (const { size, note } of rows) add(size, note);
    for (const [size, notes] of this.#outside) {
      if (size > after && size <= upTo) {
        for (const note of notes) add(size, note);
        this.#outside.delete(size);
      }
    }
    return taken;
  }

  /** Sizes of the files that nobody has taken. NaN where a line of a file is no checkpoint. */
  get untaken(): IteratorObject<number> {
    return this.#outside.keys();
  }
}

/** How many records a note is about, as it says; NaN where it is no checkpoint. */
function sizeOf(note: string): number {
  return Number(note.split('\n')[1] || Number.NaN);
}

/** The size of the checkpoint that is the nearest to a moment on one side of it. @param at  undefined: the last of all */
async function findSize(database: LedgerDatabase, side: '<=' | '>=', at: Date | undefined) {
  const checkpoints = database.selectFrom('ledger_checkpoint').select('size').limit(1);
  const sided = at ? checkpoints.where('at', side, at.toISOString()) : checkpoints;
  const found = await sided.orderBy('size', side === '<=' ? 'desc' : 'asc').executeTakeFirst();
  return found?.size;
}
