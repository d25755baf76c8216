import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLocalPostgres } from '../../bin/local/postgres/open-local-postgres.ts';
import { runStatement } from './run-statement.ts';

export interface TestPostgres {
  /** The superuser's login. */
  readonly adminUrl: string;
  readonly port: number;
  /** `urlOf('tax', 'tax_app')`: a database as a role whose password is `password`. */
  readonly urlOf: (database: string, role: string) => string;
  /** What the server has logged since it was started. */
  readonly log: () => Promise<string>;
  /** Stops the server; the data stays. */
  readonly stop: () => Promise<void>;
  /** Starts it again over the same data, on another port. */
  readonly restart: () => Promise<TestPostgres>;
  /** Stops the server and removes its data. */
  readonly close: () => Promise<void>;
}

/** A PostgreSQL server of a test's own, on a free port. It need not survive a crash, so it never waits for the disk. */
export async function openTestPostgres(): Promise<TestPostgres> {
  const postgres = await start(await mkdtemp(join(tmpdir(), 'citizen-graph-postgres-')));
  await runStatement(postgres.adminUrl, 'ALTER SYSTEM SET fsync = off');
  await runStatement(postgres.adminUrl, 'SELECT pg_reload_conf()');
  return postgres;
}

async function start(directory: string): Promise<TestPostgres> {
  const { adminUrl, urlOf, close } = await openLocalPostgres({ directory });
  return {
    adminUrl,
    port: Number(new URL(adminUrl).port),
    urlOf: (database, role) => urlOf(database, { role, password: 'password' }),
    log: () => readFile(join(directory, 'postgres.log'), 'utf8'),
    stop: close,
    restart: () => start(directory),
    close: async () => {
      await close();
      await rm(directory, { recursive: true });
    },
  };
}
