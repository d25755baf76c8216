import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CommandError } from '../command-error.ts';
import { CLUSTER, type DataDirectory } from '../data-directory.ts';
import type { PostgresBinaries } from './binaries.ts';

/** The files of a PostgreSQL server. */
export interface Cluster {
  readonly path: string;
  /** The password of the server's superuser, `postgres`. */
  readonly password: string;
}

/**
 * The cluster of a data directory; made when there is none.
 * @throws CommandError when files of it are missing
 */
export async function getCluster(directory: DataDirectory, { initdb }: PostgresBinaries): Promise<Cluster> {
  const path = join(directory.path, CLUSTER);
  const passwordFile = join(directory.path, 'password');
  if (!(await exists(path))) await createCluster(directory, initdb, path, passwordFile);
  for (const file of [passwordFile, join(path, 'PG_VERSION'), join(path, 'global', 'pg_control')]) {
    if (!(await exists(file))) {
      throw new CommandError(`${file} is missing: the data is damaged. Start with --fresh to rebuild it.`);
    }
  }
  return { path, password: await readFile(passwordFile, 'utf8') };
}

/** Under another name until it is whole: an interrupted run is done again. */
async function createCluster({ account }: DataDirectory, initdb: string, path: string, passwordFile: string) {
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (account) await chown(passwordFile, account.uid, account.gid);

  const unfinished = `${path}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const args = [
    `--pgdata=${unfinished}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    // The collation that PostgreSQL brings itself: the same order of text on every machine.
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
  await promisify(execFile)(initdb, args, { ...account, cwd: '/', env: {} }).catch((error: { stderr?: string }) => {
    throw new CommandError(`PostgreSQL could not make its files in ${unfinished}: ${error.stderr?.trim() || error}`);
  });
  await rename(unfinished, path);
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
