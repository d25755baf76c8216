import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { encodeParameter } from './encode-parameter.ts';
import { type PendingStatement, Pipeline, type PreparedStatements } from './pipeline.ts';
import { StatementNames } from './statement-names.ts';

/**
 * A pool for Kysely that serves reads, each on its own: those that are asked for in the same tick travel together, down
 * one connection. To the server as to us, sending and being woken costs about as much as a read of some keys. There are
 * no transactions.
 * @param prepares  whether the server parses and plans a statement once for a connection, and then knows it by a name
 */
export function pipelineReads(pool: pg.Pool, { prepares }: { readonly prepares: boolean }): PostgresPool {
  const names = new StatementNames();
  const prepared = new WeakMap<pg.PoolClient, PreparedStatements>();
  let waiting: PendingStatement[] = [];

  function add(statement: PendingStatement): void {
    // After the promises of this tick, which may ask for more.
    if (waiting.length === 0) process.nextTick(sendWaiting);
    waiting.push(statement);
  }

  function sendWaiting(): void {
    const statements = waiting;
    waiting = [];
    send(statements);
  }

  function send(statements: readonly PendingStatement[]): void {
    pool.connect().then(
      (client) =>
        client.query(
          new Pipeline(statements, preparedOn(client), ({ passedOver, lost }) => {
            client.release(lost);
            if (passedOver.length > 0) send(passedOver);
          }),
        ),
      (error: Error) => {
        for (const { reject } of statements) reject(error);
      },
    );
  }

  function preparedOn(client: pg.PoolClient): PreparedStatements {
    const known = prepared.get(client) ?? new Map();
    prepared.set(client, known);
    return known;
  }

  const query = (text: string, parameters: readonly unknown[]) =>
    new Promise((resolve, reject) => {
      const values = parameters.map(encodeParameter);
      const name = prepares ? names.nameOf(text) : undefined;
      const answer = (rows: readonly object[]) => resolve({ command: 'SELECT', rowCount: rows.length, rows });
      add({ text, values, name, resolve: answer, reject });
    });
  const reader: PostgresPoolClient = {
    // Kysely's type has a form for cursors beside, which it uses only where it was given a kind of cursor.
    query: query as unknown as PostgresPoolClient['query'],
    release: () => {},
  };
  return { connect: async () => reader, end: () => pool.end() };
}
