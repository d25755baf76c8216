import type { Kysely, KyselyPlugin } from 'kysely';

export interface CountedDatabase<Tables> {
  readonly database: Kysely<Tables>;
  /** How many statements went through it. */
  readonly count: () => number;
}

/** The same database, which counts what it is asked. */
export function countStatements<Tables>(database: Kysely<Tables>): CountedDatabase<Tables> {
  let count = 0;
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => {
      count++;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return { database: database.withPlugin(counting), count: () => count };
}
