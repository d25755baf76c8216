import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLocalPostgres } from '../../bin/local/postgres/open-local-postgres.ts';

export interface TestPostgres {
  /** The superuser's login. */
  readonly adminUrl: string;
  readonly port: number;
  /** `urlOf('tax', 'tax_app')`: a database as a role whose password is `password`. */
  readonly urlOf: (database: string, role: string) => string;
  /** Stops the server; the data stays. */
  readonly stop: () => Promise<void>;
  /** Starts it again over the same data, on another port. */
  readonly restart: () => Promise<TestPostgres>;
  /** Stops the server and removes its data. */
  readonly close: () => Promise<void>;
}

/** A PostgreSQL server of a test's own, on a free port. */
export async function openTestPostgres(): Promise<TestPostgres> {
  return await start(await mkdtemp(join(tmpdir(), 'citizen-graph-postgres-')));
}

async function start(directory: string): Promise<TestPostgres> {
  const { adminUrl, urlOf, close } = await openLocalPostgres({ directory });
  return {
    adminUrl,
    port: Number(new URL(adminUrl).port),
    urlOf: (database, role) => urlOf(database, { role, password: 'password' }),
    stop: close,
    restart: () => start(directory),
    close: async () => {
      await close();
      await rm(directory, { recursive: true });
    },
  };
}
