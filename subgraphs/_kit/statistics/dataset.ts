import type { RawBuilder } from 'kysely';

/** Words for people, in both languages of the graph. */
export interface Title {
  readonly en: string;
  readonly vi: string;
}

/**
 * Something that a ministry counts. Two datasets of a ministry never count the same thing, nor one a part of what the
 * other counts: a part is a value of a dimension, so that the rest is a cell of its own, which is guarded as well.
 */
export interface Dataset {
  /** Its name within the ministry: `vaccinatedPeople`. */
  readonly code: string;
  readonly title: Title;
  /**
   * A SELECT with one row for each thing that is counted. Its columns: `person`, whose personal ID tells people apart
   * when a cell is held against the threshold; one for each axis, named for the axis's last dimension in lower case;
   * one for each measure that is a sum, named for the measure in lower case. A value that the dimension does not list
   * counts as not known.
   */
  readonly rows: RawBuilder<unknown>;
  /** What is told of each cell; the first unless another is asked for. */
  readonly measures: readonly [Measure, ...Measure[]];
  readonly axes: readonly Axis[];
}

/** A number that is told of a cell. */
export interface Measure {
  /** `PEOPLE`, `DOSES` */
  readonly code: string;
  readonly title: Title;
  readonly unit: 'PERSON' | 'THING' | 'VND';
  /**
   * `rows` counts the rows, `sum` adds up the column named for the measure, whole and positive in every row: where
   * nothing is added, nothing could be moved without being seen, and the cells beside it could be computed.
   */
  readonly of: 'rows' | 'sum';
}

/** One way to divide things, from the coarsest dimension to the finest; each value lies within one of the one before. */
export type Axis = readonly [Dimension, ...Dimension[]];

/** What things are grouped and filtered by. Never anything that one person has for themselves. */
export interface Dimension {
  /** `SEX`, `AGE_GROUP` */
  readonly code: string;
  readonly title: Title;
  readonly values: readonly DimensionValue[];
  /** Too fine to be crossed with another axis: it is counted alone. Only the last dimension of an axis of several. */
  readonly isAlone?: true;
}

export interface DimensionValue {
  readonly code: string;
  readonly title: Title;
  /** The value of the dimension before it in the axis that this one lies in. */
  readonly within?: string;
}

/** Of every dimension, in that of the dimension before it: what the register does not know. */
export const unknownValue: DimensionValue = {
  code: 'UNKNOWN',
  title: { en: 'Not known', vi: 'Không xác định' },
};
