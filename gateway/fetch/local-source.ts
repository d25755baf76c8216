import { execute, type GraphQLSchema } from 'graphql';
import { readAnswer } from './read-answer.ts';
import type { Source } from './source.ts';
import { createFailure } from './source-fault.ts';

/**
 * A subgraph inside this process. graphql-js takes 6 µs for a citizen. graphql-jit takes 1 µs, but drops fields under
 * the alias `__proto__`.
 */
export function createLocalSource(name: string, schema: GraphQLSchema): Source {
  return {
    name,
    isLocal: true,
    timeoutMs: undefined,
    async execute({ operation, variables, representationCount, context }) {
      const result = await execute({
        schema,
        document: operation.document,
        variableValues: JSON.parse(variables),
        contextValue: context,
      });
      const answer = readAnswer(result, name, representationCount);
      return answer ?? createFailure('SOURCE_INVALID', name, { isWorthRetrying: false });
    },
  };
}
