import pg from 'pg';
import { DATA_AS_OF } from '../people/person.ts';

/** What made-up data a database holds. */
export interface DataSet {
  readonly citizens: number;
  /** The day that the data describes, YYYY-MM-DD. */
  readonly asOf: string;
}

/** The data set that a complete seeding left in this database, if any. */
export async function findDataSet(client: pg.ClientBase): Promise<DataSet | undefined> {
  const { rows: tables } = await client.query(`SELECT to_regclass('synthetic_data_set') AS name`);
  if (tables[0]?.name === null) return undefined;
  const { rows } = await client.query<DataSet>('SELECT citizens, as_of::text AS "asOf" FROM synthetic_data_set');
  return rows[0];
}

/** Writes down that the seeding is complete; in its own transaction this is its last step. */
export async function recordDataSet(client: pg.ClientBase, citizens: number): Promise<void> {
  await client.query('CREATE TABLE synthetic_data_set (citizens integer NOT NULL, as_of date NOT NULL)');
  await client.query(
    `COMMENT ON TABLE synthetic_data_set IS 'DỮ LIỆU GIẢ LẬP: everything in this database is made up'`,
  );
  await client.query('INSERT INTO synthetic_data_set (citizens, as_of) VALUES ($1, $2)', [citizens, DATA_AS_OF]);
}

/** Finds a table that holds rows already, which no seeding wrote. */
export async function findFilledTable(client: pg.ClientBase, tables: readonly string[]): Promise<string | undefined> {
  for (const table of tables) {
    const { rowCount } = await client.query(`SELECT FROM ${pg.escapeIdentifier(table)} LIMIT 1`);
    if (rowCount) return table;
  }
  return undefined;
}
