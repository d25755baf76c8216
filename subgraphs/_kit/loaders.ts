import DataLoader from 'dataloader';
import type { ReadMany, ReadOne, Source } from './reads.ts';

/** A loader for each read of a source: `loaders.taxpayers.load(personalId)`. */
export type Loaders<S> = {
  readonly [Name in keyof S]: S[Name] extends ReadOne<infer Row>
    ? DataLoader<string, Row | null>
    : S[Name] extends ReadMany<infer Row>
      ? DataLoader<string, readonly Row[]>
      : never;
};

/** The most keys that one statement is given. */
const MAX_BATCH_SIZE = 1000;

/** Makes the loaders of one request. All keys that are asked for in the same tick go into one statement. */
export function createLoaders<S extends Source>(source: S): Loaders<S> {
  const loaders = Object.entries(source).map(([name, read]) => [name, createLoader(read)]);
  return Object.fromEntries(loaders) as Loaders<S>;
}

function createLoader<Row extends object>(read: ReadOne<Row> | ReadMany<Row>) {
  return read.kind === 'one'
    ? new DataLoader<string, Row | null>((keys) => loadOne(read, keys), { maxBatchSize: MAX_BATCH_SIZE })
    : new DataLoader<string, readonly Row[]>((keys) => loadMany(read, keys), { maxBatchSize: MAX_BATCH_SIZE });
}

/** One row or null for each key, in the order of the keys. */
async function loadOne<Row extends object>(read: ReadOne<Row>, keys: readonly string[]): Promise<(Row | null)[]> {
  const rows = new Map((await read.read(keys)).map((row) => [read.keyOf(row), row]));
  return keys.map((key) => rows.get(key) ?? null);
}

/** The rows of each key, in the order of the keys; none is an empty list. */
async function loadMany<Row extends object>(read: ReadMany<Row>, keys: readonly string[]): Promise<(readonly Row[])[]> {
  const rows = Map.groupBy(await read.read(keys), (row) => read.keyOf(row));
  return keys.map((key) => rows.get(key) ?? []);
}
