import { chown, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CommandError } from './command-error.ts';
import { type Lock, takeLock } from './lock-file.ts';
import { stopOrphan } from './postgres/stop-orphan.ts';
import { type Account, canEnter, getServerAccount, isRoot } from './server-account.ts';

/** A directory that holds nothing but what the local set-up made, and that no one else uses while it is open. */
export interface DataDirectory {
  readonly path: string;
  /** Whom the directory belongs to and PostgreSQL runs as; undefined = who we are. */
  readonly account: Account | undefined;
  readonly close: () => Promise<void>;
}

export interface DataDirectoryOptions {
  readonly path: string;
  /** Throw away what it holds. */
  readonly fresh?: boolean | undefined;
}

/** What lies in the directory. */
const STAMP = 'citizen-graph.json';
const LOCK = 'lock';
export const CLUSTER = 'postgres';

/** How the directory is laid out. Raise `format` when that changes, `postgres` with its major version. */
const stamp = { format: 1, postgres: 18 };

/**
 * Opens the directory, or makes it.
 * @throws CommandError when it is not ours, of another version, in use, or cannot be written
 */
export async function openDataDirectory(options: DataDirectoryOptions): Promise<DataDirectory> {
  const path = resolve(options.path);
  const account = await claim(path);
  const lock = await lockDirectory(path);
  try {
    if (options.fresh) await empty(path);
    await checkStamp(path);
    return { path, account, close: lock.release };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Makes the directory when there is none, and makes sure that it is ours. */
async function claim(path: string): Promise<Account | undefined> {
  const entries = await mkdir(path, { recursive: true }).then(() => readdir(path), explain(path));
  if (entries.length > 0 && !entries.includes(STAMP)) {
    throw new CommandError(
      `${path} holds files that are not ours, and nothing was touched. Empty it, or name another directory with --data.`,
    );
  }
  const account = isRoot() ? await claimForAccount(path) : undefined;
  if (entries.length === 0) await writeStamp(path);
  return account;
}

/** PostgreSQL refuses to run as root, so as root the directory belongs to another account, which the server runs as. */
async function claimForAccount(path: string): Promise<Account> {
  const owner = await stat(path);
  const account = owner.uid === 0 ? await getServerAccount() : { uid: owner.uid, gid: owner.gid };
  if (owner.uid === 0) await chown(path, account.uid, account.gid);
  if (!canEnter(path, account)) {
    throw new CommandError(
      `PostgreSQL refuses to run as root, and the user that it runs as, number ${account.uid}, cannot enter ${path}. Name a directory that every user can reach with --data.`,
    );
  }
  return account;
}

async function lockDirectory(path: string): Promise<Lock> {
  const lock = await takeLock(join(path, LOCK)).catch(explain(path));
  if (typeof lock === 'number') {
    throw new CommandError(
      `${path} is in use by process ${lock}. Stop that one first, or name another directory with --data.`,
    );
  }
  return lock;
}

/** Removes what we made. The stamp goes last, so that an interrupted run leaves a directory that is still ours. */
async function empty(path: string): Promise<void> {
  await stopOrphan(join(path, CLUSTER));
  for (const entry of await readdir(path)) {
    if (entry !== LOCK && entry !== STAMP) await rm(join(path, entry), { recursive: true }).catch(explain(path));
  }
  await writeStamp(path);
}

async function writeStamp(path: string): Promise<void> {
  const content = { what: 'Made-up data of Citizen Graph. `npm start -- --fresh` rebuilds it.', ...stamp };
  await writeFile(join(path, STAMP), `${JSON.stringify(content, null, 2)}\n`).catch(explain(path));
}

async function checkStamp(path: string): Promise<void> {
  const found = await readFile(join(path, STAMP), 'utf8')
    .then(JSON.parse)
    .catch(() => undefined);
  if (found?.format !== stamp.format || found?.postgres !== stamp.postgres) {
    throw new CommandError(`${path} was made by another version. Start with --fresh to rebuild what it holds.`);
  }
}

/** What the system says of a directory, as a sentence. */
function explain(path: string): (error: NodeJS.ErrnoException) => never {
  const reasons: Readonly<Record<string, string>> = {
    EACCES: 'permission is denied',
    EPERM: 'permission is denied',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
    ENOTDIR: 'a file is in the way',
    EEXIST: 'a file is in the way',
  };
  return (error) => {
    const reason = reasons[error.code ?? ''];
    if (reason === undefined) throw error;
    throw new CommandError(`${path} cannot be written: ${reason}. Name another directory with --data.`);
  };
}
