import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Kysely, sql } from 'kysely';
import { openDatabase } from '../../../../postgres/open-database.ts';
import { dimension } from '../../../../subgraphs/_kit/statistics/common-dimensions.ts';
import type { Dataset } from '../../../../subgraphs/_kit/statistics/dataset.ts';
import { openStatistics } from '../../../../subgraphs/_kit/statistics/open-statistics.ts';
import type { Question } from '../../../../subgraphs/_kit/statistics/question.ts';
import { openTestPostgres, type TestPostgres } from '../../../support/postgres.ts';
import { runStatement } from '../../../support/run-statement.ts';
import { until } from '../../../support/until.ts';

const words = (text: string) => ({ en: text, vi: text });

const region = dimension('REGION', words('Region'), { NORTH: words('North'), SOUTH: words('South') });
const town = {
  ...dimension('TOWN', words('Town'), {}),
  values: [
    { code: 'A', title: words('A'), within: 'NORTH' },
    { code: 'B', title: words('B'), within: 'NORTH' },
    { code: 'C', title: words('C'), within: 'SOUTH' },
  ],
};
const street = {
  ...dimension('STREET', words('Street'), {}),
  isAlone: true as const,
  values: ['A1', 'A2', 'B1', 'C1', 'C2'].map((code) => ({ code, title: words(code), within: code.slice(0, 1) })),
};
const sex = dimension('SEX', words('Sex'), { FEMALE: words('Female'), MALE: words('Male') });

const readers: Dataset = {
  code: 'readers',
  title: words('Readers'),
  rows: sql`SELECT id AS person, street, sex, fines FROM reader`,
  measures: [
    { code: 'PEOPLE', title: words('People'), unit: 'PERSON', of: 'rows' },
    { code: 'FINES', title: words('Fines'), unit: 'VND', of: 'sum' },
  ],
  axes: [[region, town, street], [sex]],
};

/** How many readers of each sex live in a street. */
const inStreets: readonly (readonly [street: string | null, female: number, male: number])[] = [
  ['A1', 20, 20],
  ['A2', 30, 12],
  ['B1', 40, 11],
  ['C1', 50, 60],
  ['C2', 3, 15],
  [null, 13, 0],
];

let postgres: TestPostgres;
let database: Kysely<never>;

beforeAll(async () => {
  postgres = await openTestPostgres();
  await runStatement(postgres.adminUrl, 'CREATE TABLE reader (id text, street text, sex text, fines bigint)');
  for (const [name, female, male] of inStreets) {
    for (const [of, count] of Object.entries({ FEMALE: female, MALE: male })) {
      await runStatement(
        postgres.adminUrl,
        `INSERT INTO reader SELECT concat($1::text, $2::text, n), $1, $2, 1000 FROM generate_series(1, $3::integer) AS n`,
        [name, of, count],
      );
    }
  }
  database = openDatabase<never>(postgres.adminUrl);
});
afterAll(async () => {
  await database.destroy();
  await postgres.close();
});

describe('the answers of a ministry about what it counts', () => {
  test('are sums of what lies in each value, on every level of an axis', async () => {
    expect(await tell({ groupBy: ['REGION'] })).toEqual({ '': 274, NORTH: 133, SOUTH: 128, UNKNOWN: 13 });
    expect(await tell({ groupBy: ['TOWN'] })).toEqual({ '': 274, A: 82, B: 51, C: 128, UNKNOWN: 13 });
    expect(await tell({ groupBy: ['REGION'], measure: 'FINES' })).toMatchObject({ '': 274_000, NORTH: 133_000 });
  });

  test('hide a small cell, and with it what would give it away, in every answer alike', async () => {
    // Streets are not crossed with sexes, so the three women of one street are in no cell of their own.
    expect(await tell({ groupBy: ['SEX'] })).toEqual({ '': 274, FEMALE: 156, MALE: 118, UNKNOWN: null });
    expect(await tell({ groupBy: ['TOWN', 'SEX'] })).toMatchObject({
      'A FEMALE': 50,
      'B MALE': 11,
      'UNKNOWN MALE': null,
    });
    expect(await tell({ groupBy: ['TOWN'], filter: [{ dimension: 'SEX', value: 'MALE' }] })).toMatchObject({
      '': 118,
      B: 11,
      UNKNOWN: null,
    });
  });

  test('keep to what the filter leaves, and list only what lies in it', async () => {
    const filter = [{ dimension: 'REGION', value: 'NORTH' }];
    expect(await tell({ groupBy: ['TOWN'], filter })).toEqual({ '': 133, A: 82, B: 51 });
    expect(await tell({ groupBy: ['SEX'], filter })).toEqual({ '': 133, FEMALE: 90, MALE: 43, UNKNOWN: null });
    expect(await tell({ groupBy: ['STREET'], filter: [{ dimension: 'TOWN', value: 'C' }] })).toEqual({
      '': 128,
      C1: 110,
      C2: 18,
    });
    expect(await tell({ filter: [...filter, { dimension: 'SEX', value: 'MALE' }] })).toEqual({ '': 43 });
  });

  test.each<[string, Partial<Question>, string]>([
    ['an unknown dataset', { dataset: 'books' }, 'DATASET_UNKNOWN'],
    ['an unknown measure', { measure: 'BOOKS' }, 'MEASURE_UNKNOWN'],
    ['an unknown dimension', { groupBy: ['NAME'] }, 'DIMENSION_UNKNOWN'],
    ['a filter on an unknown dimension', { filter: [{ dimension: 'NAME', value: 'An' }] }, 'DIMENSION_UNKNOWN'],
    ['an unknown value', { filter: [{ dimension: 'SEX', value: 'male' }] }, 'VALUE_UNKNOWN'],
    ['a dimension and the one that it divides', { groupBy: ['REGION', 'TOWN'] }, 'DIMENSIONS_CLASH'],
    ['a dimension twice', { groupBy: ['SEX', 'SEX'] }, 'DIMENSIONS_CLASH'],
    [
      'two values of a dimension',
      { filter: ['MALE', 'FEMALE'].map((value) => ({ dimension: 'SEX', value })) },
      'DIMENSIONS_CLASH',
    ],
    [
      'a filter finer than the groups',
      { groupBy: ['REGION'], filter: [{ dimension: 'TOWN', value: 'A' }] },
      'DIMENSIONS_CLASH',
    ],
    ['a crossing with what is counted alone', { groupBy: ['STREET', 'SEX'] }, 'DIMENSIONS_CLASH'],
    [
      'a filter across what is counted alone',
      { groupBy: ['STREET'], filter: [{ dimension: 'SEX', value: 'MALE' }] },
      'DIMENSIONS_CLASH',
    ],
  ])('refuse %s', async (_, question, refusal) => {
    expect(await open().ministryStatistics({ ...whole, ...question })).toEqual({ refusal });
  });

  test('stay the same while a count serves, and follow the register afterwards', async () => {
    const lasting = open();
    const fleeting = open({ countForMs: 0 });
    const before = await total(lasting);
    expect(await total(fleeting)).toBe(before);
    await runStatement(postgres.adminUrl, `INSERT INTO reader VALUES ('new', 'A1', 'MALE', 1000)`);
    expect(await total(lasting)).toBe(before);
    expect(await total(fleeting)).toBe(before + 1);
    await runStatement(postgres.adminUrl, `DELETE FROM reader WHERE id = 'new'`);
  });

  test('say that a count takes longer than a question waits, and tell it when it is there', async () => {
    const slow = { ...readers, rows: sql`SELECT reader.id AS person, street, sex, fines FROM reader, pg_sleep(0.3)` };
    const statistics = open({ datasets: [slow], patienceMs: 10 });
    expect(await statistics.ministryStatistics(whole)).toEqual({ refusal: 'NOT_COUNTED_YET' });
    await until(async () => 'statistics' in (await statistics.ministryStatistics(whole)));
    expect(await statistics.ministryStatistics(whole)).toMatchObject({ statistics: { total: { value: 274 } } });
  });

  test('are asked for anew after a count that failed', async () => {
    let table = 'nowhere';
    const broken: Dataset = {
      ...readers,
      get rows() {
        return sql`SELECT id AS person, street, sex, fines FROM ${sql.table(table)}`;
      },
    };
    const statistics = open({ datasets: [broken] });
    await expect(statistics.ministryStatistics(whole)).rejects.toThrow('nowhere');
    table = 'reader';
    expect(await total(statistics)).toBe(274);
  });
});

const whole: Question = { dataset: 'readers', groupBy: [], filter: [] };

function open(options: { datasets?: readonly Dataset[]; countForMs?: number; patienceMs?: number } = {}) {
  return openStatistics({ ministry: 'library', datasets: [readers], database, ...options });
}

interface Told {
  readonly statistics: {
    readonly total: { readonly value: number };
    readonly cells: readonly {
      readonly keys: readonly string[];
      readonly value: number | null;
      readonly isSuppressed: boolean;
    }[];
  };
}

async function total(statistics: ReturnType<typeof open>): Promise<number> {
  return ((await statistics.ministryStatistics(whole)) as Told).statistics.total.value;
}

/** The numbers by their keys, the total without any; null is suppressed. */
async function tell(question: Partial<Question>): Promise<Record<string, number | null>> {
  const answer = await open().ministryStatistics({ ...whole, ...question });
  if ('refusal' in answer) throw new Error(answer.refusal);
  const { total, cells } = (answer as Told).statistics;
  for (const { value, isSuppressed } of cells) expect(isSuppressed).toBe(value === null);
  return { '': total.value, ...Object.fromEntries(cells.map(({ keys, value }) => [keys.join(' '), value])) };
}
