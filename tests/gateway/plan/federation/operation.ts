import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import type { CanonicalOperation } from '../../../../gateway/plan/canonical-operation.ts';
import type { Variables } from './answer.ts';
import type { TestSupergraph } from './test-supergraph.ts';

export function getOperation(document: DocumentNode): OperationDefinitionNode {
  const operation = getOperationAST(document, undefined);
  if (!operation) throw new Error('The document has no operation');
  return operation;
}

export function readFragments(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

/** The operation as the gateway plans it: without the caller's aliases, for these values of `@skip` and `@include`. */
export function canonicalise(
  { planner }: TestSupergraph,
  document: DocumentNode,
  variables: Variables,
): CanonicalOperation {
  const conditions = coerceVariables(planner.apiSchema, document, variables);
  return planner.canonicalise(getOperation(document), readFragments(document), conditions);
}

export function coerceVariables(schema: GraphQLSchema, document: DocumentNode, variables: Variables): Variables {
  const { coerced, errors } = getVariableValues(schema, getOperation(document).variableDefinitions ?? [], variables);
  if (!coerced) throw new AggregateError(errors);
  return coerced;
}
