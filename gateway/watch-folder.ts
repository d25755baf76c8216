import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './error-code.ts';
import { OperatorError } from './operator-error.ts';

export interface WatchedFolderOptions<Version> {
  readonly path: string;
  /** Only files whose names end so are read: `.json`. */
  readonly suffix: string;
  /** Makes something of the files' texts, by name; what it throws refuses them all. */
  readonly prepare: (texts: ReadonlyMap<string, string>) => Version;
  readonly onReload: () => void;
  /** The version before is kept. */
  readonly onRefusal: (error: unknown) => void;
}

export interface WatchedFolder<Version> {
  /** Made of the newest files that were not refused. */
  readonly current: Version;
  close(): void;
}

/**
 * Opens a folder whose files are followed from then on, by their status: events get lost on networks and where links
 * are turned elsewhere.
 * @throws OperatorError when the first files cannot be read; what `prepare` throws
 */
export async function openWatchedFolder<Version>(
  options: WatchedFolderOptions<Version>,
): Promise<WatchedFolder<Version>> {
  const { prepare, onReload, onRefusal } = options;
  let loaded = await statusOf(options);
  let seen = loaded;
  let current = prepare(await readAll(options));
  let isLooking = false;

  async function look(): Promise<void> {
    const status = await statusOf(options);
    // Who writes several files is given time to finish: what is loaded has stood still for a while.
    const isSettled = status === seen;
    seen = status;
    if (status === loaded || !isSettled) return;
    loaded = status;
    current = prepare(await readAll(options));
    onReload();
  }

  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    look()
      .catch(onRefusal)
      .finally(() => {
        isLooking = false;
      });
  }, pollMs);
  timer.unref();
  return {
    get current() {
      return current;
    },
    close: () => clearInterval(timer),
  };
}

const pollMs = 250;

async function namesIn({ path, suffix }: WatchedFolderOptions<unknown>): Promise<string[]> {
  return (await readdir(path)).filter((name) => name.endsWith(suffix)).sort();
}

/** Differs when a file came, went or was written; empty while the folder cannot be read. */
async function statusOf(options: WatchedFolderOptions<unknown>): Promise<string> {
  const names = await namesIn(options).catch(() => []);
  const statuses = await Promise.all(
    names.map((name) =>
      stat(join(options.path, name)).then(
        ({ ino, size, mtimeMs }) => `${name} ${ino} ${size} ${mtimeMs}`,
        () => name,
      ),
    ),
  );
  return statuses.join('\n');
}

async function readAll(options: WatchedFolderOptions<unknown>): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  try {
    for (const name of await namesIn(options)) texts.set(name, await readFile(join(options.path, name), 'utf8'));
    return texts;
  } catch (cause) {
    throw new OperatorError(
      `${options.path} cannot be read (${errorCode(cause)}). Give the right path and permission.`,
      {
        cause,
      },
    );
  }
}
