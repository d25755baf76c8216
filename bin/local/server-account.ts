import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { CommandError } from './command-error.ts';

/** Whom PostgreSQL runs as when we are root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Exists on every UNIX system, so that no account has to be made. */
const NAME = 'nobody';

/** @throws CommandError when the system has no such account */
export async function getServerAccount(): Promise<Account> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n');
  const [, , uid, gid] = lines.find((line) => line.startsWith(`${NAME}:`))?.split(':') ?? [];
  if (uid === undefined || gid === undefined) {
    throw new CommandError(
      `PostgreSQL refuses to run as root, and this system has no account "${NAME}" to run it as. Make one, or start as another user.`,
    );
  }
  return { uid: Number(uid), gid: Number(gid) };
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Whether the account gets into the directory: all above it must let it pass, by whatever rules the system has. */
export function canEnter(directory: string, { uid, gid }: Account): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', directory], { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0;
}
