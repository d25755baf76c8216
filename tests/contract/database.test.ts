import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { migrate } from '../../postgres/migrate.ts';
import { seedMinistry } from '../../subgraphs/_kit/seeding/seed-ministry.ts';
import { openTestPostgres, type TestPostgres } from '../support/postgres.ts';
import { fingerprintTables } from './fingerprint-tables.ts';
import { CITIZENS, openSubject, type SubjectDatabase } from './open-subject.ts';
import { subjects } from './subjects.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await openTestPostgres();
});
afterAll(() => postgres.close());

/** The kit's own bookkeeping; the app login need not see it. */
const bookkeeping = ['kysely_migration', 'kysely_migration_lock', 'synthetic_data_set'];

describe.each(subjects)('the database of $name', (ministry) => {
  let database: SubjectDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await openSubject(postgres, ministry);
    client = new pg.Client({ connectionString: database.migratorUrl });
    await client.connect();
  });
  afterAll(() => client.end());

  test('lets the app login read, and nothing else', async () => {
    const { rows } = await client.query(
      `SELECT relname AS "table", privilege
       FROM pg_class
       JOIN pg_namespace ON pg_namespace.oid = relnamespace
       CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS privilege
       WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND nspname !~ '^(pg_|information_schema)'
         AND has_table_privilege($1, pg_class.oid, privilege) AND relname <> ALL ($2)
       ORDER BY relname`,
      [database.app.role, bookkeeping],
    );
    const tables = Object.keys(ministry.seed.tables).sort();
    expect(rows).toEqual(tables.map((table) => ({ table, privilege: 'SELECT' })));
  });

  test('gives the app login no way to more', async () => {
    const { rows } = await client.query(
      `SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication,
         has_schema_privilege(rolname, 'public', 'CREATE') AS creates,
         ARRAY(SELECT datname::text FROM pg_database
               WHERE has_database_privilege(rolname, oid, 'TEMP') AND NOT datistemplate AND datname <> 'postgres') AS temporary,
         ARRAY(SELECT datname::text FROM pg_database
               WHERE has_database_privilege(rolname, oid, 'CONNECT') AND NOT datistemplate AND datname <> 'postgres') AS databases
       FROM pg_roles WHERE rolname = $1`,
      [database.app.role],
    );
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolbypassrls: false,
        rolreplication: false,
        creates: false,
        temporary: [],
        databases: [database.database],
      },
    ]);
  });

  test('says of each table what it holds', async () => {
    const { rows } = await client.query(
      `SELECT relname AS "table" FROM pg_class
       WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
         AND obj_description(oid, 'pg_class') IS NULL AND relname NOT LIKE 'kysely%'`,
    );
    expect(rows).toEqual([]);
  });

  test('is filled, and the same on every run', async () => {
    const again = await openSubject(postgres, ministry, '_again');
    const fingerprints = await fingerprintTables(database.migratorUrl);
    expect(Object.keys(fingerprints).sort()).toEqual(
      [...Object.keys(ministry.seed.tables), 'synthetic_data_set'].sort(),
    );
    expect(await fingerprintTables(again.migratorUrl)).toEqual(fingerprints);
  });

  test('stays as it is when it is migrated and seeded again', async () => {
    expect(await migrate(ministry.directory, database.migratorUrl)).toEqual([]);
    expect(await seedMinistry(ministry, database.migratorUrl, { citizens: CITIZENS })).toBe(false);
  });
});
