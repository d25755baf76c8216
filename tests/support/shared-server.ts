import { randomUUID } from 'node:crypto';
import type { TestPostgres } from './postgres.ts';
import { runStatement } from './run-statement.ts';

/** A database of the gateway for one test. */
export interface SharedDatabase {
  /** For `GATEWAY_DATABASE_URL`. */
  readonly url: string;
  /** By the login that owns the tables. */
  readonly ownerUrl: string;
  /** Whether the gateway can only read, as when another server has taken over. Ends all connections. */
  readonly setReadOnly: (value: boolean) => Promise<void>;
  readonly drop: () => Promise<void>;
}

/** Under which name the workers of Jest are told of the server. */
const VARIABLE = 'TEST_POSTGRES_URL';

export function shareServer({ adminUrl }: TestPostgres): void {
  process.env[VARIABLE] = adminUrl;
}

/** Copies the gateway's database, empty as its migrations left it, on the server that all tests share. */
export async function createSharedDatabase(): Promise<SharedDatabase> {
  const adminUrl = process.env[VARIABLE];
  if (adminUrl === undefined) throw new Error('There is no server: tests/global-setup.ts was not run');
  const name = `gateway_${randomUUID().replaceAll('-', '')}`;
  await runStatement(adminUrl, `CREATE DATABASE ${name} OWNER gateway_migrator TEMPLATE gateway`);
  const urlOf = (role: string): string => {
    const url = new URL(adminUrl);
    return Object.assign(url, { pathname: `/${name}`, username: role, password: 'password' }).href;
  };
  return {
    url: urlOf('gateway_app'),
    ownerUrl: urlOf('gateway_migrator'),
    setReadOnly: async (value) => {
      const setting = `default_transaction_read_only = ${value ? 'on' : 'off'}`;
      await runStatement(adminUrl, `ALTER ROLE gateway_app IN DATABASE ${name} SET ${setting}`);
      await runStatement(adminUrl, 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    },
    drop: async () => void (await runStatement(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`)),
  };
}
