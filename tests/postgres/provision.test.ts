import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { migrate } from '../../postgres/migrate.ts';
import { describeDatabase, provision } from '../../postgres/provision.ts';
import libraries from '../subgraphs/_kit/fixture/libraries/ministry.ts';
import { type Libraries, openLibraries } from '../subgraphs/_kit/fixture/open-libraries.ts';
import { runStatement } from '../support/run-statement.ts';

let library: Libraries;

beforeAll(async () => {
  library = await openLibraries();
  await provision(library.postgres.adminUrl, describeDatabase('road-register', 'password'));
});
afterAll(() => library.close());

const refused = { code: '42501' };

describe('the app login', () => {
  test('reads what the migrations grant', async () => {
    expect((await runStatement(library.appUrl, 'SELECT * FROM card')).rows).toEqual([]);
  });

  test('does not write, even when it leaves its read-only default', async () => {
    const write = `INSERT INTO card VALUES ('990000000001', 'A', NULL, '1', 0)`;
    await expect(runStatement(library.appUrl, write)).rejects.toMatchObject({ code: '25006' });
    for (const statement of [
      write,
      'DELETE FROM loan',
      'CREATE TABLE mine (id int)',
      'CREATE TEMP TABLE mine (id int)',
    ]) {
      const readWrite = `BEGIN READ WRITE; ${statement}`;
      await expect(runStatement(library.appUrl, readWrite)).rejects.toMatchObject(refused);
    }
  });

  test('reads no table that no migration grants', async () => {
    await library.run('CREATE TABLE secret (id int)');
    await expect(runStatement(library.appUrl, 'SELECT * FROM secret')).rejects.toMatchObject(refused);
    await library.run('DROP TABLE secret');
  });
});

test('a login of one ministry cannot enter the database of another', async () => {
  for (const [database, role] of [
    ['libraries', 'road_register_app'],
    ['libraries', 'road_register_migrator'],
    ['road_register', 'libraries_app'],
    ['road_register', 'libraries_migrator'],
  ] as const) {
    const url = library.postgres.urlOf(database, role);
    await expect(runStatement(url, 'SELECT 1')).rejects.toMatchObject(refused);
  }
});

test('provisioning again keeps the data and takes the new password', async () => {
  await library.run(`INSERT INTO card VALUES ('990000000002', 'A', NULL, '1', 0)`);
  await provision(library.postgres.adminUrl, describeDatabase(libraries.name, "it's new"));
  await expect(library.run('SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  await provision(library.postgres.adminUrl, describeDatabase(libraries.name, 'password'));
  expect(await migrate(libraries.directory, library.migratorUrl)).toEqual([]);
  expect((await library.run('SELECT * FROM card')).rowCount).toBe(1);
});
