import type pg from 'pg';
import { DATA_AS_OF } from '../people/person.ts';

/** What made-up data a database holds. */
export interface DataSet {
  readonly citizens: number;
  readonly asOf: string;
}

/** The data set that a complete seeding left in this database, if any. */
export async function findDataSet(client: pg.ClientBase): Promise<DataSet | undefined> {
  await client.query('CREATE TABLE IF NOT EXISTS synthetic_data_set (citizens integer NOT NULL, as_of date NOT NULL)');
  const { rows } = await client.query<DataSet>('SELECT citizens, as_of::text AS "asOf" FROM synthetic_data_set');
  return rows[0];
}

export async function recordDataSet(client: pg.ClientBase, citizens: number): Promise<void> {
  await client.query('INSERT INTO synthetic_data_set (citizens, as_of) VALUES ($1, $2)', [citizens, DATA_AS_OF]);
  await client.query(
    `COMMENT ON TABLE synthetic_data_set IS 'DỮ LIỆU GIẢ LẬP: everything in this database is made up'`,
  );
}
