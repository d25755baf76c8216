import { createReadStream } from 'node:fs';
import { appendFile, open } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/**
 * Checkpoints outside of the database, so that one that was set back does not fit them: a JSON text in each line, the
 * note of a checkpoint. A line that was not written to its end is none.
 */
export interface CheckpointFile {
  /** Adds a note. It rejects when the file cannot be written. */
  readonly add: (note: string) => Promise<void>;
  /** The last notes, the newest at the end; empty when there is none. The file is made where there is none. */
  readonly readLast: () => Promise<readonly string[]>;
}

/** Some notes long. */
const TAIL_BYTES = 8_192;

export function openCheckpointFile(path: string): CheckpointFile {
  return {
    // The line feed before it ends what a crash may have left.
    add: (note) => appendFile(path, `\n${JSON.stringify(note)}\n`, { flush: true }),
    readLast: async () => (await readTail(path)).split('\n').flatMap((line) => readNote(line) ?? []),
  };
}

/** All notes of a file, in the order in which they were added. */
export async function* readCheckpointFile(path: string): AsyncGenerator<string> {
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const note = readNote(line);
    if (note !== undefined) yield note;
  }
}

function readNote(line: string): string | undefined {
  try {
    const note: unknown = JSON.parse(line);
    return typeof note === 'string' ? note : undefined;
  } catch {
    return undefined;
  }
}

async function readTail(path: string): Promise<string> {
  const file = await open(path, 'a+', 0o600);
  try {
    const { size } = await file.stat();
    const position = Math.max(0, size - TAIL_BYTES);
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(TAIL_BYTES), position });
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
