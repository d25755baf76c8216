import { type Dataset, unknownValue } from './dataset.ts';

/** A dataset as callers see it: `Dataset` of `schema/statistics.graphql`. */
export function describeDataset(ministry: string, { code, title, measures, axes }: Dataset): object {
  return {
    id: `${ministry}.${code}`,
    ministry,
    title,
    measures,
    dimensions: axes.flatMap((axis) =>
      axis.map(({ code, title, values, isAlone = false }, i) => {
        const within = axis[i - 1]?.code;
        return {
          code,
          title,
          within,
          isAlone,
          values: values.length > MAX_LISTED ? null : [...values, within ? unknownWithin : unknownValue],
        };
      }),
    ),
  };
}

const unknownWithin = { ...unknownValue, within: unknownValue.code };

/** A longer list is looked up elsewhere: the communes have a catalogue of their own. */
const MAX_LISTED = 100;
