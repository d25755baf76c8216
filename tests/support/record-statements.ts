import type { CompiledQuery } from 'kysely';
import type { Ministry } from '../../subgraphs/_kit/ministry.ts';
import type { Source } from '../../subgraphs/_kit/reads.ts';

export interface RecordedMinistry {
  /** The same ministry, whose source writes down every statement on its way to the database. */
  readonly ministry: Ministry;
  readonly statements: CompiledQuery[];
}

export function recordStatements(ministry: Ministry): RecordedMinistry {
  const statements: CompiledQuery[] = [];
  const record = (read: Source[string]): Source[string] => ({
    ...read,
    statement: (keys) => {
      const statement = read.statement(keys);
      statements.push(statement);
      return statement;
    },
  });
  const openSource: Ministry['openSource'] = (database) =>
    Object.fromEntries(Object.entries(ministry.openSource(database)).map(([name, read]) => [name, record(read)]));
  return { ministry: { ...ministry, openSource }, statements };
}
