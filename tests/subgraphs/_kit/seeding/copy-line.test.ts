import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { copyLine } from '../../../../subgraphs/_kit/seeding/copy-line.ts';
import type { Cell } from '../../../../subgraphs/_kit/seeding/seed.ts';
import { openTestPostgres, type TestPostgres } from '../../../support/postgres.ts';

let postgres: TestPostgres;
let client: pg.Client;

beforeAll(async () => {
  postgres = await openTestPostgres();
  client = new pg.Client({ connectionString: postgres.adminUrl });
  await client.connect();
  await client.query('CREATE TEMP TABLE line (number int, text text, list text[], amount bigint, flag boolean)');
});
afterAll(async () => {
  await client.end();
  await postgres.close();
});

/** Rows after they went through COPY and came back. */
async function roundTrip(rows: readonly (readonly Cell[])[]): Promise<unknown[][]> {
  await client.query('TRUNCATE line');
  const copy = client.query(copyFrom('COPY line FROM STDIN'));
  await pipeline(Readable.from(rows.map((row, number) => copyLine([number, ...row]))), copy);
  const { rows: lines } = await client.query({
    text: 'SELECT text, list, amount::text, flag FROM line ORDER BY number',
    rowMode: 'array',
  });
  return lines.map(([text, list, amount, flag]) => [text, list, amount === null ? null : Number(amount), flag]);
}

test('every kind of cell arrives as it was', async () => {
  const rows: Cell[][] = [
    [
      'Nguyễn Thị Hòa',
      ['Số đỏ', 'Dế mèn "phiêu lưu" ký', 'a,b', '{c}', '', 'NULL', 'd\\e', '\t\n'],
      9_007_199_254_740_991,
      true,
    ],
    ['\\N', [], 0, false],
    ['\\.', ['\\N'], -1, null],
    ['tab\there, line\nthere, return\r, slash\\, \\t', null, null, null],
    ['', [' '], null, null],
    [null, null, null, null],
  ];
  expect(await roundTrip(rows)).toEqual(rows);
});

test('any text arrives as it was', async () => {
  // PostgreSQL stores no NUL, and half of a surrogate pair is no text.
  const text = fc.string({ unit: 'binary' }).filter((drawn) => !drawn.includes('\0') && drawn.isWellFormed());
  const row = fc.tuple(fc.option(text), fc.option(fc.array(text)), fc.option(fc.maxSafeInteger()), fc.boolean());
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1 }), async (rows) => {
      expect(await roundTrip(rows)).toEqual(rows);
    }),
    { numRuns: 50, seed: 6 },
  );
});
