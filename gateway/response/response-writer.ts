import type { GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Fragments, SourceName } from '../plan/canonical-operation.ts';
import type { Execution } from '../plan/execution.ts';
import { conditionKey, findConditionVariables } from './conditions.ts';
import { compileObject } from './object-writer.ts';
import { findResponsePaths } from './response-paths.ts';
import { spreadFailures } from './spread-failures.ts';
import {
  type ResponseError,
  type SelectionContext,
  type Variables,
  WriterState,
  type WriteValue,
} from './write-value.ts';

/** Writes the answer of a finished execution as JSON text. */
export type WriteResponse = (execution: Execution, extensions?: Readonly<Record<string, unknown>>) => string;

/** The most combinations of `@skip` and `@include` values for which a writer is kept; beyond it the oldest goes. */
const MAX_VARIANTS = 32;

interface Variant {
  readonly context: SelectionContext;
  readonly write: WriteValue;
}

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
  sourceName: SourceName,
): WriteResponse {
  const rootType = schema.getRootType(operation.operation);
  if (!rootType) throw new Error(`The schema has no root type for a ${operation.operation}`);
  const { selectionSet, variableDefinitions = [] } = operation;
  const conditionVariables = findConditionVariables(operation, fragments);
  const variants = new Map<string, Variant>();

  const getVariant = (values: Variables): Variant => {
    const key = conditionKey(conditionVariables, values);
    const known = variants.get(key);
    if (known) return known;
    const variables = Object.fromEntries(conditionVariables.map((name) => [name, values[name]]));
    const context: SelectionContext = { schema, fragments, sourceName, variableDefinitions, variables };
    const compiled = { context, write: compileObject(context, rootType, [selectionSet]) };
    if (variants.size >= MAX_VARIANTS) variants.delete(variants.keys().next().value ?? '');
    variants.set(key, compiled);
    return compiled;
  };

  return (execution, extensions) => {
    const { variables, data } = execution;
    const { context, write } = getVariant(variables);
    const toResponseErrors = ({ path, fault }: Execution['errors'][number]): ResponseError[] =>
      path ? findResponsePaths(context, selectionSet, data, path).map((seen) => ({ ...fault, path: seen })) : [fault];
    const state = new WriterState(variables, execution.errors.flatMap(toResponseErrors), spreadFailures(execution));
    const dataText = write(state, data) ?? 'null';
    const errorsText = state.errors.length > 0 ? `"errors":${JSON.stringify(state.errors)},` : '';
    const extensionsText = extensions ? `,"extensions":${JSON.stringify(extensions)}` : '';
    return `{${errorsText}"data":${dataText}${extensionsText}}`;
  };
}
