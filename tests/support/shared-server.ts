import { randomUUID } from 'node:crypto';
import type { TestPostgres } from './postgres.ts';
import { runStatement } from './run-statement.ts';

/** A database of the gateway for one test. */
export interface SharedDatabase {
  /** For `GATEWAY_DATABASE_URL`. */
  readonly url: string;
  /** By the login that owns the tables. */
  readonly ownerUrl: string;
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
    drop: async () => void (await runStatement(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`)),
  };
}
