import { sql } from 'kysely';

/**
 * What a source offers: reads that take many keys and cost one statement. A source is a plain object of reads; the kit
 * makes a loader of each, anew for every request.
 */
export type Source = Readonly<Record<string, ReadOne<object> | ReadMany<object>>>;

/** A read that finds at most one row for a key. */
export interface ReadOne<Row> {
  readonly kind: 'one';
  keyOf(row: Row): string;
  readonly read: ReadRows<Row>;
}

/** A read that finds any number of rows for a key. */
export interface ReadMany<Row> {
  readonly kind: 'many';
  keyOf(row: Row): string;
  readonly read: ReadRows<Row>;
}

/** Reads the rows of all the keys, which are distinct. A key without rows is left out; the order within a key counts. */
export type ReadRows<Row> = (keys: readonly string[]) => Promise<readonly Row[]>;

export function one<Row extends object>(read: ReadRows<Row>, keyOf: (row: Row) => string): ReadOne<Row> {
  return { kind: 'one', keyOf, read };
}

export function many<Row extends object>(read: ReadRows<Row>, keyOf: (row: Row) => string): ReadMany<Row> {
  return { kind: 'many', keyOf, read };
}

/** The key of most reads. */
export function personalIdOf(row: { readonly personalId: string }): string {
  return row.personalId;
}

/**
 * The right side of `where('personal_id', '=', anyOf(keys))`: one parameter, so one statement for any n. The sub-select
 * keeps the keys from the planner, which would hold each against the column's most common values: for 64 keys that took
 * three times as long as reading the rows.
 */
export function anyOf(keys: readonly string[]) {
  return sql<string>`any(array(select unnest(${keys}::text[])))`;
}
