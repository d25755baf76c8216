import { type Compilable, type CompiledQuery, sql } from 'kysely';

/**
 * What a source offers: reads that take many keys and cost one statement. A source is a plain object of reads; the kit
 * makes a loader of each, anew for every request.
 */
export type Source = Readonly<Record<string, ReadOne<object> | ReadMany<object>>>;

/** A read that finds at most one row for a key. */
export interface ReadOne<Row> extends Read<Row> {
  readonly kind: 'one';
}

/** A read that finds any number of rows for a key. */
export interface ReadMany<Row> extends Read<Row> {
  readonly kind: 'many';
}

interface Read<Row> {
  keyOf(row: Row): string;
  /** The statement for these keys, which are distinct. A key without rows is left out; the order within a key counts. */
  statement(keys: readonly string[]): CompiledQuery<Row>;
}

/** What a read gives a row as. */
export type RowOf<R> = R extends Read<infer Row> ? Row : never;

/** @param build  a query over any of the keys, as `anyOf` takes them */
export function one<Row extends object>(build: BuildQuery<Row>, keyOf: (row: Row) => string): ReadOne<Row> {
  return { kind: 'one', keyOf, statement: compileOnce(build) };
}

/** @param build  a query over any of the keys, as `anyOf` takes them, with the order of a key's rows */
export function many<Row extends object>(build: BuildQuery<Row>, keyOf: (row: Row) => string): ReadMany<Row> {
  return { kind: 'many', keyOf, statement: compileOnce(build) };
}

type BuildQuery<Row> = (keys: Keys) => Compilable<Row>;

/** The key of most reads. */
export function personalIdOf(row: { readonly personalId: string }): string {
  return row.personalId;
}

/**
 * The right side of `where('personal_id', '=', anyOf(keys))`: one parameter, so one statement for any n. The sub-select
 * keeps the keys from the planner, which would hold each against the column's most common values: for 64 keys that took
 * three times as long as reading the rows.
 */
export function anyOf(keys: Keys) {
  return sql<string>`any(array(select unnest(${keys}::text[])))`;
}

/** Stands in a query for the keys that it is sent with. */
export type Keys = typeof KEYS;

const KEYS = Symbol('keys');

/** Building a query and writing it down as SQL takes longer than sending it, and it is the same for all keys. */
function compileOnce<Row>(build: BuildQuery<Row>): (keys: readonly string[]) => CompiledQuery<Row> {
  let template: CompiledQuery<Row> | undefined;
  return (keys) => {
    template ??= build(KEYS).compile();
    const parameters = template.parameters.map((parameter) => (parameter === KEYS ? keys : parameter));
    return { ...template, parameters };
  };
}
