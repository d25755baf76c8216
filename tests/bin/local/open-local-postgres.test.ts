import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { openLocalPostgres } from '../../../bin/local/postgres/open-local-postgres.ts';
import { makeTemporaryDirectory } from '../commands.ts';

describe('a local PostgreSQL server', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await makeTemporaryDirectory();
  });
  afterEach(() => rm(directory, { recursive: true }));

  test('keeps its data and passwords from one time to the next, and --fresh throws them away', async () => {
    const first = await openLocalPostgres({ directory });
    await query(first.adminUrl, 'CREATE TABLE kept ()');
    await first.close();

    const second = await openLocalPostgres({ directory });
    expect(second.passwordFor('a')).toBe(first.passwordFor('a'));
    expect(await tables(second.adminUrl)).toEqual(['kept']);
    await second.close();
    await expect(query(second.adminUrl, 'SELECT')).rejects.toThrow('ECONNREFUSED');

    const third = await openLocalPostgres({ directory, fresh: true });
    expect(third.passwordFor('a')).not.toBe(first.passwordFor('a'));
    expect(await tables(third.adminUrl)).toEqual([]);
    await third.close();
  });

  test('sorts text the same way on every machine and refuses who has no password', async () => {
    const server = await openLocalPostgres({ directory });
    const { rows } = await query(
      server.adminUrl,
      `SELECT string_agg(v, '' ORDER BY v) FROM unnest('{ă,b,a,đ,B,z}'::text[]) v`,
    );
    expect(rows).toEqual([{ string_agg: 'Babzăđ' }]);
    const stranger = server.adminUrl.replace(/:[^:@]+@/, ':guess@');
    await expect(query(stranger, 'SELECT')).rejects.toMatchObject({ code: '28P01' });
    await server.close();
  });

  test('is refused to a second user until the first gives it back', async () => {
    const server = await openLocalPostgres({ directory });
    await expect(openLocalPostgres({ directory })).rejects.toThrow(`${directory} is in use by process ${process.pid}.`);
    await server.close();
    await (await openLocalPostgres({ directory })).close();
  });

  test('takes no lock of a process that is gone for one that runs', async () => {
    await (await openLocalPostgres({ directory })).close();
    await writeFile(join(directory, 'lock'), `${process.pid}\nan earlier process of this number`);
    await (await openLocalPostgres({ directory })).close();
  });

  test('is made again when making it was interrupted', async () => {
    await (await openLocalPostgres({ directory })).close();
    await rm(join(directory, 'postgres'), { recursive: true });
    await mkdir(join(directory, 'postgres.unfinished', 'base'), { recursive: true });
    await (await openLocalPostgres({ directory })).close();
    expect(await readFile(join(directory, 'postgres', 'PG_VERSION'), 'utf8')).toBe('18\n');
  });

  test('says which file is missing when the data is damaged, and how to go on', async () => {
    await (await openLocalPostgres({ directory })).close();
    await rm(join(directory, 'postgres', 'global', 'pg_control'));
    await expect(openLocalPostgres({ directory })).rejects.toThrow(
      /pg_control is missing: the data is damaged\. Start with --fresh to rebuild it\.$/,
    );
    await (await openLocalPostgres({ directory, fresh: true })).close();
  });
});

async function query(connectionString: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return await client.query(sql).finally(() => client.end());
}

async function tables(url: string): Promise<string[]> {
  const { rows } = await query(url, `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`);
  return rows.map(({ tablename }) => tablename);
}
