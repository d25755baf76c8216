import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Kysely, sql } from 'kysely';
import { openDatabase } from '../../postgres/open-database.ts';
import { atPort } from '../subgraphs/_kit/fixture/open-libraries.ts';
import { openTestPostgres, type TestPostgres } from '../support/postgres.ts';
import { openTcpProxy } from '../support/tcp-proxy.ts';
import { until } from '../support/until.ts';

let postgres: TestPostgres;
let database: Kysely<unknown>;

beforeAll(async () => {
  postgres = await openTestPostgres();
  database = openDatabase(postgres.adminUrl);
});
afterAll(async () => {
  await database.destroy();
  await postgres.close();
});

async function read(expression: string, from = database): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`SELECT ${sql.raw(expression)} AS value`.execute(from);
  return rows[0]?.value;
}

describe('a value', () => {
  test.each([
    ["DATE '2024-02-29'", '2024-02-29'],
    ["ARRAY[DATE '2024-02-29', NULL]", ['2024-02-29', null]],
    ["TIMESTAMPTZ '2024-02-29 07:30:00.125+07'", '2024-02-29T00:30:00.125Z'],
    ["TIMESTAMP '2024-02-29 07:30:00'", '2024-02-29 07:30:00'],
    ['9007199254740991::bigint', 9_007_199_254_740_991],
    ['-9007199254740991::bigint', -9_007_199_254_740_991],
    ['\'Trần Thị "Hòa"\'', 'Trần Thị "Hòa"'],
    ["ARRAY['a,b', 'c\"d', '']", ['a,b', 'c"d', '']],
    ['NULL::bigint', null],
    ['true', true],
  ])('%s arrives as the schema wants it', async (expression, value) => {
    expect(await read(expression)).toEqual(value);
  });

  test('of a bigint beyond 2^53 is refused, not rounded, and the connection lives on', async () => {
    await expect(read('9007199254740993::bigint')).rejects.toThrow('A bigint column holds a number beyond 2^53');
    expect(await read('1')).toBe(1);
  });
});

describe('a connection', () => {
  test('that goes silent is given up after the time limit, and the next one works', async () => {
    const proxy = await openTcpProxy(postgres.port);
    const behindProxy = openDatabase(atPort(postgres.adminUrl, proxy.port), { statementTimeoutMs: 200 });
    expect(await read('1', behindProxy)).toBe(1);
    proxy.freeze();
    await expect(read('1', behindProxy)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    proxy.thaw();
    expect(await read('1', behindProxy)).toBe(1);
    await behindProxy.destroy();
    await proxy.close();
  });

  test('that is idle for longer than the time limit is closed in peace', async () => {
    const lost: Error[] = [];
    const brief = openDatabase(postgres.adminUrl, {
      statementTimeoutMs: 100,
      onConnectionLost: (error) => lost.push(error),
    });
    expect(await read('1', brief)).toBe(1);
    await setTimeout(1300);
    expect(await read('1', brief)).toBe(1);
    expect(lost).toEqual([]);
    await brief.destroy();
  });

  test('that the server closes while idle is told of, and the next read opens another', async () => {
    const lost: Error[] = [];
    const other = openDatabase(postgres.adminUrl, { onConnectionLost: (error) => lost.push(error) });
    const pid = await read('pg_backend_pid()', other);
    await read(`pg_terminate_backend(${pid})`);
    await until(() => lost.length > 0);
    expect(await read('1', other)).toBe(1);
    expect(lost).toEqual([expect.objectContaining({ code: '57P01' })]);
    await other.destroy();
  });

  test('that the server closes during a statement fails that statement, and the next one works', async () => {
    const other = openDatabase(postgres.adminUrl, { maxConnections: 1 });
    const pid = await read('pg_backend_pid()', other);
    const reading = read('pg_sleep(60)', other);
    const isAsleep = `EXISTS (SELECT FROM pg_stat_activity WHERE pid = ${pid} AND wait_event = 'PgSleep')`;
    await until(async () => (await read(isAsleep)) === true);
    await read(`pg_terminate_backend(${pid})`);
    await expect(reading).rejects.toMatchObject({ code: '57P01' });
    // The end of the connection comes a moment after the end of the statement.
    await until(() =>
      read('1', other).then(
        () => true,
        () => false,
      ),
    );
    await other.destroy();
  });

  test('cancels a statement at the time limit', async () => {
    const hasty = openDatabase(postgres.adminUrl, { statementTimeoutMs: 100 });
    await expect(read('pg_sleep(5)', hasty)).rejects.toMatchObject({ code: '57014' });
    await hasty.destroy();
  });
});

describe('a statement with parameters', () => {
  /** What a database's only connection has prepared, after one statement was sent twice and another without parameters. */
  async function listPrepared(url: string): Promise<unknown> {
    const own = openDatabase(url, { maxConnections: 1 });
    try {
      for (const value of [1, 2]) await sql`SELECT ${value}::int AS value`.execute(own);
      await sql`SELECT 3; SELECT 4`.execute(own);
      const { rows } = await sql<{ statement: string; times: number }>`
        SELECT statement, generic_plans + custom_plans AS times FROM pg_prepared_statements`.execute(own);
      return rows;
    } finally {
      await own.destroy();
    }
  }

  test('is prepared once on a connection, and no other', async () => {
    expect(await listPrepared(postgres.adminUrl)).toEqual([{ statement: 'SELECT $1::int AS value', times: 2 }]);
  });

  test('is not where the pooler in between cannot keep it', async () => {
    expect(await listPrepared(`${postgres.adminUrl}?prepare=false`)).toEqual([]);
  });
});
