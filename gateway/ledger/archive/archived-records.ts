import { HASH_BYTES } from '../merkle-tree.ts';
import type { StoredBatch } from '../read-batches.ts';
import { type ArchivedRow, ArchiveFile } from './archive-file.ts';

/** Records that are no longer in the tables, from the files of an archive, in the order of the tree. */
export class ArchivedRecords {
  readonly #files: readonly ArchiveFile[];

  private constructor(files: readonly ArchiveFile[]) {
    this.#files = files;
  }

  /**
   * @param paths  of files, in any order
   * @param begin  index of the first record that is of interest
   * @throws RangeError when a file cannot be read
   */
  static async open(paths: readonly string[], begin: number): Promise<ArchivedRecords> {
    const files = await Promise.all(paths.map(ArchiveFile.open));
    await Promise.all(files.map((file) => file.readUpTo(begin)));
    return new ArchivedRecords(files);
  }

  /**
   * Puts rows to the batches that the tables no longer have. What they still have stays as it is there.
   * @param batches  that have a place, further on in the tree than those before
   * @throws RangeError when a file cannot be read, or holds what was never written
   */
  async complete(batches: readonly StoredBatch[]): Promise<readonly StoredBatch[]> {
    const last = batches.at(-1);
    if (!last || this.#files.length === 0) return batches;
    const end = (last.firstIndex ?? 0) + last.leafHashes.length / HASH_BYTES;
    const archived = Map.groupBy(await this.#readUpTo(end), ({ batch }) => batch);
    const completed = batches.map((batch) => {
      const rows = archived.get(batch.batch) ?? [];
      archived.delete(batch.batch);
      return rows.length === 0 ? batch : completeBatch(batch, rows);
    });
    const [stray] = archived.values();
    if (stray?.[0]) throw wasAdded(stray[0]);
    return completed;
  }

  /** @throws RangeError when there are records which nobody has asked for */
  async demandEnd(): Promise<void> {
    const [more] = await this.#readUpTo(Number.POSITIVE_INFINITY);
    if (more) throw wasAdded(more);
  }

  async close(): Promise<void> {
    await Promise.all(this.#files.map((file) => file.close()));
  }

  async #readUpTo(end: number): Promise<ArchivedRow[]> {
    return (await Promise.all(this.#files.map((file) => file.readUpTo(end)))).flat();
  }
}

function completeBatch(batch: StoredBatch, archived: readonly ArchivedRow[]): StoredBatch {
  const rows = new Map(batch.rows.map((row) => [row.ordinal, row]));
  for (const row of archived) {
    if (row.index !== (batch.firstIndex ?? 0) + row.ordinal) throw wasAdded(row);
    if (!rows.has(row.ordinal)) rows.set(row.ordinal, row);
  }
  return { ...batch, rows: [...rows.values()].toSorted((a, b) => a.ordinal - b.ordinal) };
}

function wasAdded({ id }: ArchivedRow): RangeError {
  return new RangeError(`The record ${id} was added to the archive`);
}
