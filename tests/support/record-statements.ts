import { type CompiledQuery, type KyselyPlugin, PostgresQueryCompiler } from 'kysely';
import type { Ministry } from '../../subgraphs/_kit/ministry.ts';

export interface RecordedMinistry {
  /** The same ministry, whose source writes down every statement on its way to the database. */
  readonly ministry: Ministry;
  readonly statements: CompiledQuery[];
}

export function recordStatements(ministry: Ministry): RecordedMinistry {
  const statements: CompiledQuery[] = [];
  const compiler = new PostgresQueryCompiler();
  const recorder: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      statements.push(compiler.compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return {
    ministry: { ...ministry, openSource: (database) => ministry.openSource(database.withPlugin(recorder)) },
    statements,
  };
}
