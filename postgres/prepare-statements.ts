import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { StatementNames } from './statement-names.ts';

/**
 * A pool for Kysely, on whose connections the server parses and plans a statement once, and then knows it by a name: for a
 * statement over a few keys that is most of the work. What has no parameters is not prepared, it may be several statements.
 */
export function prepareStatements(pool: pg.Pool): PostgresPool {
  const names = new StatementNames();
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();

  function prepareOn(client: pg.PoolClient): PostgresPoolClient {
    const query = (text: string, values: readonly unknown[]) => {
      const name = values.length > 0 ? names.nameOf(text) : undefined;
      return client.query({ text, values: [...values], ...(name !== undefined && { name }) });
    };
    // Kysely's type has a form for cursors beside, which it uses only where it was given a kind of cursor.
    return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release() };
  }

  return {
    async connect() {
      const client = await pool.connect();
      const preparing = clients.get(client) ?? prepareOn(client);
      clients.set(client, preparing);
      return preparing;
    },
    end: () => pool.end(),
  };
}
