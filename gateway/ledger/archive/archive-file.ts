import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline as pipe, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import type { StoredRow } from '../read-batches.ts';

/** A row of `ledger_record` outside of the database. */
export interface ArchivedRow extends StoredRow {
  /** Of the record in the tree. */
  readonly index: number;
}

/** What the first line of a file says of the others. */
export interface ArchiveHeader {
  /** `2026-11-21`, of UTC. */
  readonly day: string;
  /** No record has a lower index. */
  readonly begin: number;
  readonly records: number;
}

/**
 * Writes a file of an archive: JSON texts in lines, by index, compressed with Zstandard. It is on the disk and whole, or it
 * is not there.
 */
export async function writeArchiveFile(
  path: string,
  header: ArchiveHeader,
  rows: AsyncIterable<ArchivedRow>,
): Promise<void> {
  async function* lines() {
    yield `${JSON.stringify(header)}\n`;
    for await (const row of rows) yield `${writeRow(row)}\n`;
  }
  const unfinished = `${path}.unfinished`;
  const file = createWriteStream(unfinished, { flush: true, mode: 0o600 });
  await pipeline(Readable.from(lines()), createZstdCompress(), file);
  await rename(unfinished, path);
  const directory = await open(dirname(path));
  await directory.sync().finally(() => directory.close());
}

/** A file of an archive, as far as it was read. */
export class ArchiveFile {
  readonly header: ArchiveHeader;
  readonly path: string;
  readonly #lines: AsyncGenerator<string>;
  #next: ArchivedRow | undefined;

  private constructor(path: string, header: ArchiveHeader, lines: AsyncGenerator<string>) {
    this.path = path;
    this.header = header;
    this.#lines = lines;
  }

  /** @throws RangeError when it is no such file */
  static async open(path: string): Promise<ArchiveFile> {
    const lines = readLines(path);
    const { value: first } = await lines.next();
    if (first === undefined) throw unreadable(path);
    return new ArchiveFile(path, readHeader(path, first), lines);
  }

  /**
   * Reads on.
   * @returns the rows before an index that were not read yet
   * @throws  RangeError when one cannot be read
   */
  async readUpTo(index: number): Promise<ArchivedRow[]> {
    const rows: ArchivedRow[] = [];
    for (;;) {
      this.#next ??= await this.#read();
      if (!this.#next || this.#next.index >= index) return rows;
      rows.push(this.#next);
      this.#next = undefined;
    }
  }

  /** @returns all rows that were not read yet */
  async *[Symbol.asyncIterator](): AsyncGenerator<ArchivedRow> {
    for (let row = await this.#read(); row; row = await this.#read()) yield row;
  }

  async close(): Promise<void> {
    await this.#lines.return(undefined);
  }

  async #read(): Promise<ArchivedRow | undefined> {
    const { value } = await this.#lines.next();
    if (value === undefined) return undefined;
    try {
      return readRow(value);
    } catch {
      throw unreadable(this.path);
    }
  }
}

async function* readLines(path: string): AsyncGenerator<string> {
  const text = pipe(createReadStream(path), createZstdDecompress(), () => {}).setEncoding('utf8');
  let rest = '';
  try {
    for await (const chunk of text) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch {
    throw unreadable(path);
  }
  if (rest !== '') throw unreadable(path);
}

function readHeader(path: string, line: string): ArchiveHeader {
  try {
    return JSON.parse(line);
  } catch {
    throw unreadable(path);
  }
}

function unreadable(path: string): RangeError {
  return new RangeError(`The file ${path} cannot be read`);
}

function writeRow({ isWholeMs: _, salt, commitment, ...row }: ArchivedRow): string {
  return JSON.stringify({
    ...row,
    at: new Date(row.at).toISOString(),
    salt: salt?.toString('base64') ?? null,
    commitment: commitment?.toString('base64') ?? null,
  });
}

function readRow(line: string): ArchivedRow {
  const row = JSON.parse(line);
  return {
    ...row,
    isWholeMs: new Date(row.at).toISOString() === row.at,
    salt: row.salt === null ? null : Buffer.from(row.salt, 'base64'),
    commitment: row.commitment === null ? null : Buffer.from(row.commitment, 'base64'),
  };
}
