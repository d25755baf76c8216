import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Kysely, sql } from 'kysely';
import { openDatabase } from '../../postgres/open-database.ts';
import { type ServedMinistry, serveMinistry } from '../../subgraphs/_kit/serve-ministry.ts';
import { type Dataset, type Dimension, unknownValue } from '../../subgraphs/_kit/statistics/dataset.ts';
import { MIN_PEOPLE } from '../../subgraphs/_kit/statistics/protect.ts';
import { ask } from '../support/ask.ts';
import { openTestPostgres, type TestPostgres } from '../support/postgres.ts';
import { openSubject } from './open-subject.ts';
import { subjects } from './subjects.ts';

/** Enough for cells that are shown beside cells that are not. */
const CITIZENS = 3_000;

interface Cell {
  readonly keys: readonly string[];
  readonly value: number | null;
  readonly isSuppressed: boolean;
}

interface Answer {
  readonly ministryStatistics: {
    readonly refusal: string | null;
    readonly statistics: { readonly total: Cell; readonly cells: readonly Cell[] } | null;
  };
}

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await openTestPostgres();
});
afterAll(() => postgres.close());

const counting = subjects.flatMap(({ statistics = [], ...ministry }) =>
  statistics.length > 0 ? [{ ...ministry, statistics }] : [],
);

describe.each(counting)('the statistics of $name', (ministry) => {
  let served: ServedMinistry;
  let database: Kysely<never>;

  beforeAll(async () => {
    const { appUrl } = await openSubject(postgres, ministry, '_counted', CITIZENS);
    served = await serveMinistry(ministry, { host: '127.0.0.1', port: 0, databaseUrl: appUrl, gatewayKeys: undefined });
    database = openDatabase(appUrl);
  });
  afterAll(async () => {
    await database.destroy();
    await served.close();
  });

  test('share no dimension, so that no answer about one can be held against another', () => {
    const codes = ministry.statistics.flatMap(({ axes }) => axes.flat().map(({ code }) => code));
    expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
  });

  describe.each([...ministry.statistics])('$code', (dataset) => {
    test('tell what the register holds, and nothing of fewer than 10 people', async () => {
      const whole = (await countPlainly(database, dataset, [])).get('');
      for (const [i, measure] of dataset.measures.entries()) {
        for (const groupBy of groupings(dataset)) {
          const { total, cells } = await askFor(
            dataset,
            measure.code,
            groupBy.map(({ code }) => code),
          );
          const truth = await countPlainly(database, dataset, groupBy);
          expect(total).toEqual({ keys: [], value: whole?.values[i], isSuppressed: false });
          for (const { keys, value, isSuppressed } of cells) {
            const { people = 0, values = [] } = truth.get(keys.join()) ?? {};
            expect({ keys, isSuppressed, value }).toEqual({
              keys,
              isSuppressed,
              value: isSuppressed ? null : values[i],
            });
            if (people < MIN_PEOPLE) expect({ keys, isSuppressed }).toEqual({ keys, isSuppressed: true });
          }
        }
      }
    });

    test('have values for all that the register tells', async () => {
      for (const axis of dataset.axes) {
        const finest = axis.at(-1) ?? axis[0];
        const { rows } = await sql<{ told: string }>`
          SELECT DISTINCT ${sql.ref(finest.code.toLowerCase())} AS told FROM (${dataset.rows}) AS thing
          WHERE ${sql.ref(finest.code.toLowerCase())} IS NOT NULL`.execute(database);
        const listed = new Set(finest.values.map(({ code }) => code));
        expect(rows.map(({ told }) => told).filter((told) => !listed.has(told))).toEqual([]);
      }
    });

    test('count rows of which every sum is whole and positive, and know nothing else of a person', async () => {
      const { rows } = await sql<Record<string, unknown>>`SELECT * FROM (${dataset.rows}) AS thing`.execute(database);
      const sums = dataset.measures.flatMap(({ code, of }) => (of === 'sum' ? [code.toLowerCase()] : []));
      const axes = dataset.axes.map((axis) => (axis.at(-1) ?? axis[0]).code.toLowerCase());
      expect(Object.keys(rows[0] ?? {}).sort()).toEqual(['person', ...axes, ...sums].sort());
      for (const sum of sums) {
        expect(rows.filter((row) => !(Number.isSafeInteger(Number(row[sum])) && Number(row[sum]) > 0))).toEqual([]);
      }
    });

    test('have no dimension that is a person, a number of theirs or a day of their life', () => {
      for (const { code, values } of dataset.axes.flat()) {
        expect(code).not.toMatch(/NAME|PERSONAL|NUMBER|BIRTH_DATE|DATE_OF/);
        expect(values.filter((value) => /\d{9}|\d{4}-\d{2}-\d{2}/.test(value.code))).toEqual([]);
      }
    });
  });

  async function askFor(dataset: Dataset, measure: string | null, groupBy: readonly string[]) {
    const variables = { dataset: dataset.code, measure, groupBy };
    for (let attempt = 1; attempt <= 60; attempt++) {
      const { data, errors } = await ask<Answer>(served.url, question, variables);
      const { statistics, refusal } = data?.ministryStatistics ?? {};
      if (statistics) return statistics;
      // A question that cannot wait for the count any longer is told so after a second.
      if (refusal !== 'NOT_COUNTED_YET') throw new Error(`${dataset.code}: ${refusal ?? JSON.stringify(errors)}`);
    }
    throw new Error(`${dataset.code} was not counted in a minute`);
  }
});

const question = `query ($dataset: ID!, $measure: ID, $groupBy: [ID!]!) {
  ministryStatistics(dataset: $dataset, measure: $measure, groupBy: $groupBy, filter: []) {
    refusal
    statistics { total { keys value isSuppressed } cells { keys value isSuppressed } }
  }
}`;

/** Nothing, each dimension that fits into an answer, and all pairs of the finest ones that are crossed. */
function groupings({ axes }: Dataset): readonly (readonly Dimension[])[] {
  const finest = axes.flatMap((axis) => axis.filter(({ isAlone }) => !isAlone).slice(-1));
  return [
    [],
    ...axes.flat().flatMap((dimension) => (dimension.values.length < 5_000 ? [[dimension]] : [])),
    ...finest.flatMap((one, i) => finest.slice(i + 1).map((other) => [one, other])),
  ];
}

/** Counts without the kit: by the last dimension of each axis, and from there by what lies in what. */
async function countPlainly(database: Kysely<never>, dataset: Dataset, groupBy: readonly Dimension[]) {
  const { rows } = await sql<Record<string, string | number | null>>`
    SELECT * FROM (${dataset.rows}) AS thing WHERE person IS NOT NULL`.execute(database);
  const groups = Map.groupBy(rows, (row) => groupBy.map((dimension) => codeIn(dataset, dimension, row)).join());
  return new Map(
    [...groups].map(([keys, group]) => [
      keys,
      {
        people: new Set(group.map(({ person }) => person)).size,
        values: dataset.measures.map(({ code, of }) =>
          of === 'rows' ? group.length : group.reduce((sum, row) => sum + Number(row[code.toLowerCase()]), 0),
        ),
      },
    ]),
  );
}

function codeIn(dataset: Dataset, dimension: Dimension, row: Record<string, string | number | null>): string {
  const axis = dataset.axes.find((one) => one.includes(dimension)) ?? [dimension];
  let value = String(row[(axis.at(-1) ?? dimension).code.toLowerCase()]);
  for (const finer of axis.slice(axis.indexOf(dimension) + 1).toReversed()) {
    value = finer.values.find(({ code }) => code === value)?.within ?? unknownValue.code;
  }
  return dimension.values.some(({ code }) => code === value) ? value : unknownValue.code;
}
