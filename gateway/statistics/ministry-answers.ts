import * as v from 'valibot';

/** What ministries answer about statistics. The types are those of `schema/statistics.graphql`. */

const label = v.object({ en: v.string(), vi: v.string() });

const measure = v.object({ code: v.string(), title: label, unit: v.picklist(['PERSON', 'THING', 'VND']) });

const dimensionValue = v.object({ code: v.string(), title: label, within: v.nullable(v.string()) });

const dataset = v.object({
  id: v.string(),
  ministry: v.string(),
  title: label,
  measures: v.array(measure),
  dimensions: v.array(
    v.object({
      code: v.string(),
      title: label,
      within: v.nullable(v.string()),
      isAlone: v.boolean(),
      values: v.nullable(v.array(dimensionValue)),
    }),
  ),
});

export type Dataset = v.InferOutput<typeof dataset>;

export const datasetsData = v.object({ ministryDatasets: v.array(dataset) });

/** A number that is told is one of at least ten people or of what they have: never negative, never broken. */
const cell = v.variant('isSuppressed', [
  v.object({ keys: v.array(v.string()), value: v.null(), isSuppressed: v.literal(true) }),
  v.object({
    keys: v.array(v.string()),
    value: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    isSuppressed: v.literal(false),
  }),
]);

const statistics = v.object({
  dataset: v.string(),
  measure,
  asOf: v.string(),
  total: cell,
  cells: v.array(cell),
});

export type Statistics = v.InferOutput<typeof statistics>;

/** Why a ministry does not answer a question. */
const refusal = v.picklist([
  'DATASET_UNKNOWN',
  'MEASURE_UNKNOWN',
  'DIMENSION_UNKNOWN',
  'VALUE_UNKNOWN',
  'DIMENSIONS_CLASH',
  'TOO_MANY_CELLS',
  'NOT_COUNTED_YET',
]);

export type StatisticsRefusal = v.InferOutput<typeof refusal>;

export const statisticsData = v.object({
  ministryStatistics: v.object({ statistics: v.nullable(statistics), refusal: v.nullable(refusal) }),
});
