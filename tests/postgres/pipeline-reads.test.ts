import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Kysely, sql } from 'kysely';
import { openDatabase } from '../../postgres/open-database.ts';
import { openTestPostgres, type TestPostgres } from '../support/postgres.ts';
import { until } from '../support/until.ts';

let postgres: TestPostgres;
let database: Kysely<unknown>;

beforeAll(async () => {
  postgres = await openTestPostgres();
  database = openDatabase(postgres.adminUrl, { readsOnly: true });
});
afterAll(async () => {
  await database.destroy();
  await postgres.close();
});

async function read(expression: string, from = database): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`SELECT ${sql.raw(expression)} AS value`.execute(from);
  return rows[0]?.value;
}

async function echo(value: unknown, type: string, from = database): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`SELECT ${value}::${sql.raw(type)} AS value`.execute(from);
  return rows[0]?.value;
}

/** How each of them ended: its value, or its error's code or message. */
async function settle(reads: readonly Promise<unknown>[]): Promise<unknown[]> {
  return (await Promise.allSettled(reads)).map((end) =>
    end.status === 'fulfilled' ? end.value : (end.reason.code ?? end.reason.message),
  );
}

describe('reads of the same tick', () => {
  test('go down one connection, and each gets its own rows', async () => {
    const [one, two, ...pids] = await Promise.all([
      read('1'),
      echo('2', 'text'),
      ...Array(4)
        .fill('pg_backend_pid()')
        .map((pid) => read(pid)),
    ]);
    expect([one, two]).toEqual([1, '2']);
    expect(new Set(pids).size).toBe(1);
  });

  test('do not wait for those of another tick', async () => {
    const order: string[] = [];
    const slow = read('pg_sleep(0.5)').then(() => order.push('slow'));
    await new Promise(setImmediate);
    await read('1').then(() => order.push('quick'));
    await slow;
    expect(order).toEqual(['quick', 'slow']);
  });

  test.each(['first', 'again, when they are prepared'])('fail each for itself, %s', async () => {
    const reads = [
      read('1'),
      echo('none', 'date'),
      echo(4, 'int'),
      read('1 / 0'),
      read('9007199254740993::bigint'),
      read('6'),
    ];
    expect(await settle(reads)).toEqual([1, '22007', 4, '22012', 'A bigint column holds a number beyond 2^53', 6]);
  });

  test('of a statement that takes too long, only that one is cancelled', async () => {
    const hasty = openDatabase(postgres.adminUrl, { readsOnly: true, statementTimeoutMs: 150 });
    expect(await settle([read('1', hasty), read('pg_sleep(5)', hasty), read('3', hasty)])).toEqual([1, '57014', 3]);
    await hasty.destroy();
  });

  test('may together take longer than one statement may', async () => {
    const hasty = openDatabase(postgres.adminUrl, { readsOnly: true, statementTimeoutMs: 400 });
    const naps = [1, 2, 3].map(() => read("pg_sleep(0.2)::text = ''", hasty));
    expect(await settle(naps)).toEqual([true, true, true]);
    await hasty.destroy();
  });

  test('fail together when the connection is lost, and the next ones work', async () => {
    const other = openDatabase(postgres.adminUrl, { readsOnly: true, maxConnections: 1 });
    const pid = await read('pg_backend_pid()', other);
    const ends = settle([read('1', other), read('pg_sleep(60)', other), read('3', other)]);
    await until(
      async () =>
        (await read(`EXISTS (SELECT FROM pg_stat_activity WHERE pid = ${pid} AND wait_event = 'PgSleep')`)) === true,
    );
    await read(`pg_terminate_backend(${pid})`);
    expect((await ends).slice(1)).toEqual(['57P01', '57P01']);
    expect(await read('1', other)).toBe(1);
    await other.destroy();
  });

  test('fail together when nobody answers', async () => {
    const nowhere = openDatabase('postgres://nobody@127.0.0.1:1/none', { readsOnly: true });
    expect(await settle([read('1', nowhere), read('2', nowhere)])).toEqual(['ECONNREFUSED', 'ECONNREFUSED']);
    await nowhere.destroy();
  });
});

describe('a parameter', () => {
  test.each([
    ['Trần Thị "Hòa" \\ {,}', 'text'],
    [['a,b', 'c"d', 'e\\f', '', 'null', 'NULL', '{}', ' g '], 'text[]'],
    [[], 'text[]'],
    [[1, 2], 'int[]'],
    [true, 'boolean'],
    [1.5, 'float8'],
    [null, 'text'],
  ])('%j arrives as it is', async (value, type) => {
    expect(await echo(value, type)).toEqual(value);
  });

  test('of another kind is refused', async () => {
    await expect(echo({ a: 1 }, 'json')).rejects.toThrow(TypeError);
    expect(await read('1')).toBe(1);
  });
});

test('a statement is prepared once on a connection, or never where the pooler in between cannot keep it', async () => {
  for (const [url, count] of [
    [postgres.adminUrl, 2],
    [`${postgres.adminUrl}?prepare=false`, 0],
  ] as const) {
    const own = openDatabase(url, { readsOnly: true, maxConnections: 1 });
    for (const value of [1, 2, 3]) expect(await echo(value, 'int', own)).toBe(value);
    expect(await read('(SELECT count(*)::int FROM pg_prepared_statements)', own)).toBe(count);
    await own.destroy();
  }
});

test('a statement whose table was changed fails once, and is then prepared anew', async () => {
  await sql`CREATE TABLE changed (value integer)`.execute(database);
  await sql`INSERT INTO changed VALUES (7)`.execute(database);
  const own = openDatabase(postgres.adminUrl, { readsOnly: true, maxConnections: 1 });
  const value = async () => (await sql<{ value: unknown }>`SELECT value FROM changed`.execute(own)).rows[0]?.value;
  expect(await value()).toBe(7);
  await sql`ALTER TABLE changed ALTER value TYPE text`.execute(database);
  expect(await settle([value()])).toEqual(['0A000']);
  expect(await value()).toBe('7');
  await own.destroy();
});
