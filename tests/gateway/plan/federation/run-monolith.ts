import { type DocumentNode, execute } from 'graphql';
import { type Answer, readAnswer, type Variables } from './answer.ts';
import type { TestSupergraph } from './test-supergraph.ts';

/** What one schema over the whole data answers. */
export async function runMonolith(
  { monolith, createData }: TestSupergraph,
  document: DocumentNode,
  variables: Variables,
): Promise<Answer> {
  const contextValue = { data: createData() };
  return readAnswer(
    JSON.stringify(await execute({ schema: monolith, document, variableValues: variables, contextValue })),
  );
}
