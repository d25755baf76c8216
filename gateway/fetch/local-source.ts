import { execute, type GraphQLSchema } from 'graphql';
import { readAnswer } from './read-answer.ts';
import type { Source } from './source.ts';
import { createFault } from './source-fault.ts';

/** A subgraph inside this process. */
export function createLocalSource(name: string, schema: GraphQLSchema): Source {
  return {
    name,
    async execute({ operation, variables, representationCount, context }) {
      const result = await execute({
        schema,
        document: operation.document,
        variableValues: JSON.parse(variables),
        contextValue: context,
      });
      const answer = readAnswer(result, name, representationCount);
      return answer ?? { kind: 'failure', fault: createFault('SOURCE_INVALID', name), isWorthRetrying: false };
    },
  };
}
