import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Login } from '../../../postgres/provision.ts';
import { CommandError } from '../command-error.ts';
import { CLUSTER } from '../data-directory.ts';

/** How a PostgreSQL server of our own is reached. */
export interface LocalServer {
  /** A login that may do everything. */
  readonly adminUrl: string;
  readonly urlOf: (database: string, login: Login) => string;
  /** A password that stays the same for a name, and tells nothing of the others. */
  readonly passwordFor: (name: string) => string;
}

/** @param password  of the superuser */
export function locateServer(port: number, password: string): LocalServer {
  const urlOf = (database: string, login: Login): string =>
    `postgres://${login.role}:${login.password}@127.0.0.1:${port}/${database}`;
  return {
    adminUrl: urlOf('postgres', { role: 'postgres', password }),
    urlOf,
    passwordFor: (name) => createHmac('sha256', password).update(name).digest('base64url'),
  };
}

/**
 * Finds the server that a running command has started over a data directory.
 * @throws CommandError when there is none
 */
export async function findLocalServer(directory: string): Promise<LocalServer> {
  const read = (name: string): Promise<string> => readFile(join(directory, name), 'utf8');
  try {
    const [password, state] = await Promise.all([read('password'), read(join(CLUSTER, 'postmaster.pid'))]);
    // Its fourth line is the port.
    return locateServer(Number(state.split('\n')[3]), password);
  } catch (cause) {
    throw new CommandError(
      `No PostgreSQL runs over ${directory}. Run npm start beside this, or name its directory with --data.`,
      { cause },
    );
  }
}
