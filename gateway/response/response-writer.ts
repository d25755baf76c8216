import type { GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Execution } from '../plan/execution.ts';
import { conditionKey, findConditionVariables } from './conditions.ts';
import { compileObject } from './object-writer.ts';
import { type Fragments, type SelectionContext, WriterState, type WriteValue } from './write-value.ts';

/** Writes the answer of a finished execution as JSON text. */
export type WriteResponse = (execution: Execution, extensions?: Readonly<Record<string, unknown>>) => string;

/** The most combinations of `@skip` and `@include` values for which a writer is kept; beyond it the oldest goes. */
const MAX_VARIANTS = 32;

/**
 * Compiles a selection to a writer: response names in the order of the document, null propagation, and checked leaves.
 * Values of `@skip` and `@include` are settled before writing: each combination has a writer of its own, made when it
 * first comes.
 * @see GraphQL specification, sections 6.4.3 Value Completion and 6.4.4 Handling Execution Errors
 */
export function compileResponseWriter(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
): WriteResponse {
  const rootType = schema.getRootType(operation.operation);
  if (!rootType) throw new Error(`The schema has no root type for a ${operation.operation}`);
  const conditionVariables = findConditionVariables(operation, fragments);
  const variants = new Map<string, WriteValue>();

  const getVariant = (variables: Execution['variables']): WriteValue => {
    const key = conditionKey(conditionVariables, variables);
    const known = variants.get(key);
    if (known) return known;
    const context: SelectionContext = { schema, fragments, variables: pick(variables, conditionVariables) };
    const compiled = compileObject(context, rootType, [operation.selectionSet]);
    if (variants.size >= MAX_VARIANTS) variants.delete(variants.keys().next().value ?? '');
    variants.set(key, compiled);
    return compiled;
  };

  return (execution, extensions) => {
    const state = new WriterState(execution);
    const hasData = getVariant(execution.variables)(state, execution.data);
    const data = hasData ? state.out : 'null';
    const errors = state.errors.length > 0 ? `"errors":${JSON.stringify(state.errors)},` : '';
    return `{${errors}"data":${data}${extensions ? `,"extensions":${JSON.stringify(extensions)}` : ''}}`;
  };
}

function pick(variables: Execution['variables'], names: readonly string[]): Execution['variables'] {
  return Object.fromEntries(names.map((name) => [name, variables[name]]));
}
