import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from './error-code.ts';
import { OperatorError } from './operator-error.ts';

export interface WatchedFileOptions<Version> {
  readonly path: string;
  /** Makes something of the file's text, given what is there already; what it throws refuses the text. */
  readonly prepare: (text: string, before: Version | undefined) => Promise<Version>;
  readonly onReload: () => void;
  /** The version before is kept. */
  readonly onRefusal: (error: unknown) => void;
}

export interface WatchedFile<Version> {
  /** Made of the newest text that was not refused. */
  readonly current: Version;
  close(): void;
}

/**
 * Opens a file that is followed from then on. By its status, not by events: those get lost when the file is replaced, is a link that
 * is turned elsewhere, or lies on a network.
 * @throws OperatorError when the first text cannot be read or is refused
 */
export async function openWatchedFile<Version>(options: WatchedFileOptions<Version>): Promise<WatchedFile<Version>> {
  const { path, prepare, onReload, onRefusal } = options;
  const load = (newText: string, before?: Version): Promise<Version> =>
    prepare(newText, before).catch((error: unknown) => refuse(path, error));
  let text = await read(path);
  let current = await load(text);
  let lastReload = Promise.resolve();

  async function reload(): Promise<void> {
    // A writer that truncates first is given time to finish. One that takes longer changes the status again.
    await sleep(settleMs, undefined, { ref: false });
    try {
      const newText = await read(path);
      if (newText === text) return;
      text = newText;
      current = await load(text, current);
      onReload();
    } catch (error) {
      onRefusal(error);
    }
  }

  const onChange = (): void => {
    lastReload = lastReload.then(reload);
  };
  watchFile(path, { interval: pollMs, persistent: false }, onChange);
  return {
    get current() {
      return current;
    },
    close: () => unwatchFile(path, onChange),
  };
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new OperatorError(`${path} cannot be read (${errorCode(cause)}). Give the right path and permission.`, {
      cause,
    });
  }
}

function refuse(path: string, error: unknown): never {
  throw error instanceof OperatorError ? new OperatorError(`${path}: ${error.message}`, { cause: error }) : error;
}

const pollMs = 250;
const settleMs = 50;
