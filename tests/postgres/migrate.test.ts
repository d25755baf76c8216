import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { migrate } from '../../postgres/migrate.ts';
import { describeDatabase, provision } from '../../postgres/provision.ts';
import { openTestPostgres, type TestPostgres } from '../support/postgres.ts';
import { runStatement } from '../support/run-statement.ts';

let postgres: TestPostgres;
let directory: string;
let url: string;
let serial = 0;

beforeAll(async () => {
  postgres = await openTestPostgres();
});
afterAll(() => postgres.close());

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'migrations-'));
  await mkdir(join(directory, 'migrations'));
  const roads = describeDatabase(`roads-${++serial}`, 'password');
  await provision(postgres.adminUrl, roads);
  url = postgres.urlOf(roads.database, roads.migrator.role);
});
afterEach(() => rm(directory, { recursive: true }));

async function write(migration: string, statements: string): Promise<void> {
  await writeFile(join(directory, 'migrations', `${migration}.sql`), statements);
}

async function listTables(): Promise<string[]> {
  const { rows } = await runStatement(
    url,
    `SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
       AND relname NOT LIKE 'kysely%' ORDER BY relname`,
  );
  return rows.map(({ relname }) => relname);
}

describe('migrating', () => {
  test('runs each file that has not run yet, in order, and only once', async () => {
    await write('0002-lanes', `CREATE TABLE lane (road int REFERENCES road); COMMENT ON TABLE lane IS 'a; b'`);
    await write('0001-roads', 'CREATE TABLE road (id int PRIMARY KEY);');
    await write('notes', '');
    await rm(join(directory, 'migrations/notes.sql'));
    expect(await migrate(directory, url)).toEqual(['0001-roads', '0002-lanes']);
    expect(await migrate(directory, url)).toEqual([]);
    await write('0003-signs', 'CREATE TABLE sign (road int)');
    expect(await migrate(directory, url)).toEqual(['0003-signs']);
    expect(await listTables()).toEqual(['lane', 'road', 'sign']);
  });

  test('names the migration that fails, and leaves nothing of those that ran with it', async () => {
    await write('0001-roads', 'CREATE TABLE road (id int PRIMARY KEY)');
    await write('0002-lanes', 'CREATE TABLE lane (id int); CREATE TABLE lane (id int)');
    await expect(migrate(directory, url)).rejects.toThrow(/^0002-lanes of .* failed: relation "lane" already exists$/);
    expect(await listTables()).toEqual([]);
    await write('0002-lanes', 'CREATE TABLE lane (id int)');
    expect(await migrate(directory, url)).toEqual(['0001-roads', '0002-lanes']);
  });

  test('refuses when a migration that has run is gone', async () => {
    await write('0001-roads', 'CREATE TABLE road (id int PRIMARY KEY)');
    await migrate(directory, url);
    await rm(join(directory, 'migrations/0001-roads.sql'));
    await write('0001-streets', 'CREATE TABLE street (id int PRIMARY KEY)');
    await expect(migrate(directory, url)).rejects.toThrow(/0001-roads/);
    expect(await listTables()).toEqual(['road']);
  });

  test('at the same time from two processes runs each file once', async () => {
    await write('0001-roads', 'CREATE TABLE road (id int PRIMARY KEY)');
    const names = await Promise.all([migrate(directory, url), migrate(directory, url)]);
    expect(names.flat()).toEqual(['0001-roads']);
  });
});
