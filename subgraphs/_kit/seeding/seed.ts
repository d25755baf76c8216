import type { Household } from '../people/person.ts';
import type { Random } from '../people/random.ts';

/** A value of a column: text, number, boolean, null, or a list for an array column. Dates are text. */
export type Cell = string | number | boolean | null | readonly string[];

/** How a ministry's tables are filled. */
export interface Seed {
  /** Each table with its columns, in the order in which they are filled (referenced tables first). */
  readonly tables: Readonly<Record<string, readonly string[]>>;
  /** Starts one run over all households. What it keeps between households must be bounded. */
  readonly open: (run: SeedRun) => SeedHousehold;
}

export interface SeedRun {
  /** Adds a row: the cells in the order of the table's columns. */
  readonly add: (table: string, ...cells: readonly Cell[]) => void;
  /** A stream of its own for each ministry and purpose: `random('vaccinations', person.personalId)`. */
  readonly random: (...words: readonly string[]) => Random;
}

/** Adds the rows of the people who live together. */
export type SeedHousehold = (household: Household) => void;
