import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Cube } from './cube.ts';
import type { Dataset } from './dataset.ts';
import { describeDataset } from './describe-dataset.ts';
import { findHiddenCells } from './protect.ts';
import { type Question, type Refusal, readQuestion, type SliceCell } from './question.ts';
import { readCube } from './read-cube.ts';

export interface StatisticsOptions {
  /** The name of the ministry. */
  readonly ministry: string;
  readonly datasets: readonly Dataset[];
  /** A login that may read what the datasets count. */
  readonly database: Kysely<never>;
  /** How long a count serves; milliseconds, a day unless told. */
  readonly countForMs?: number;
  /**
   * How long a question waits for a count; milliseconds, a second unless told: less than the gateway waits for a
   * ministry, since one that keeps it waiting is taken for broken.
   */
  readonly patienceMs?: number;
}

/** The resolvers of a ministry's statistics, as `schema/ministry-statistics.graphql` has them. */
export interface MinistryStatistics {
  ministryDatasets(): readonly object[];
  ministryStatistics(question: Question): Promise<{ readonly statistics: object } | { readonly refusal: Refusal }>;
}

/** What one count gave, and what of it is not shown. */
interface Count {
  readonly asOf: string;
  readonly cube: Cube;
  readonly hidden: ReadonlySet<number>;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Counts what the datasets tell when it is first asked for, and answers from that count for a day. Two counts of
 * different moments tell of those who came or went between them, so the fewer there are, the better.
 */
export function openStatistics(options: StatisticsOptions): MinistryStatistics {
  const { ministry, datasets, database, countForMs = DAY_MS, patienceMs = 1_000 } = options;
  const counts = new Map<string, { readonly count: Promise<Count>; readonly until: number }>();

  function getCount(dataset: Dataset): Promise<Count> {
    const known = counts.get(dataset.code);
    if (known && Date.now() < known.until) return known.count;
    const made = { count: count(dataset), until: Date.now() + countForMs };
    counts.set(dataset.code, made);
    made.count.catch(() => {
      if (counts.get(dataset.code) === made) counts.delete(dataset.code);
    });
    return made.count;
  }

  async function count(dataset: Dataset): Promise<Count> {
    const asOf = new Date().toISOString();
    const cube = await readCube(database, dataset);
    return { asOf, cube, hidden: await findHiddenCells(cube) };
  }

  return {
    ministryDatasets: () => datasets.map((dataset) => describeDataset(ministry, dataset)),
    async ministryStatistics(question) {
      const dataset = datasets.find(({ code }) => code === question.dataset);
      if (!dataset) return { refusal: 'DATASET_UNKNOWN' };
      const count = await Promise.race([getCount(dataset), sleep(patienceMs, undefined, { ref: false })]);
      if (!count) return { refusal: 'NOT_COUNTED_YET' };
      const { asOf, cube, hidden } = count;
      const slice = readQuestion(dataset, cube, question);
      if (typeof slice === 'string') return { refusal: slice };

      const tell = ({ keys, nodes }: SliceCell) => {
        const key = cube.keyOf(nodes);
        const cell = hidden.has(key) ? undefined : cube.get(key);
        return { keys, value: cell?.values[slice.measure] ?? null, isSuppressed: cell === undefined };
      };
      return {
        statistics: {
          dataset: `${ministry}.${dataset.code}`,
          measure: dataset.measures[slice.measure],
          asOf,
          total: tell({ keys: [], nodes: slice.total }),
          cells: slice.cells.map(tell),
        },
      };
    },
  };
}
