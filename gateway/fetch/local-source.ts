import { execute, type GraphQLSchema } from 'graphql';
import type { Source } from './source.ts';

/** A subgraph inside this process. */
export function createLocalSource(name: string, schema: GraphQLSchema): Source {
  return {
    name,
    async send({ document, variables }, contextValue) {
      const { data = null, errors = [] } = await execute({ schema, document, variableValues: variables, contextValue });
      return { data, errors: errors.map(({ path, extensions }) => ({ path, code: extensions['code'] })) };
    },
  };
}
