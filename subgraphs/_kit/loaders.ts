import DataLoader from 'dataloader';
import type { CompiledQuery, QueryResult } from 'kysely';
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
export function createLoaders<S extends Source>(source: S, database: Database): Loaders<S> {
  const loaders = Object.entries(source).map(([name, read]) => [name, createLoader(read, database)]);
  return Object.fromEntries(loaders) as Loaders<S>;
}

/** What runs a source's statements. */
interface Database {
  executeQuery<Row>(statement: CompiledQuery<Row>): Promise<QueryResult<Row>>;
}

function createLoader<Row extends object>(read: ReadOne<Row> | ReadMany<Row>, database: Database) {
  const readRows = async (keys: readonly string[]) => (await database.executeQuery(read.statement(keys))).rows;
  return read.kind === 'one'
    ? new DataLoader<string, Row | null>(
        async (keys) => {
          const rows = new Map((await readRows(keys)).map((row) => [read.keyOf(row), row]));
          return keys.map((key) => rows.get(key) ?? null);
        },
        { maxBatchSize: MAX_BATCH_SIZE },
      )
    : new DataLoader<string, readonly Row[]>(
        async (keys) => {
          const rows = Map.groupBy(await readRows(keys), (row) => read.keyOf(row));
          return keys.map((key) => rows.get(key) ?? []);
        },
        { maxBatchSize: MAX_BATCH_SIZE },
      );
}
