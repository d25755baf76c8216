import type { GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Fragments, SourceName } from '../plan/canonical-operation.ts';
import type { Execution, Path, ReportedError } from '../plan/execution.ts';
import { conditionKey, findConditionVariables } from './conditions.ts';
import type { DescribeInvalid } from './describe-invalid.ts';
import { compileObject } from './object-writer.ts';
import { findResponsePaths } from './response-paths.ts';
import {
  type ResponseError,
  type SelectionContext,
  type Variables,
  WriterState,
  type WriteValue,
} from './write-value.ts';

/** Writes the answer of a finished execution. */
export type WriteResponse = (execution: Execution, extensions?: Readonly<Record<string, unknown>>) => WrittenResponse;

export interface WrittenResponse {
  /** JSON text. */
  readonly body: string;
  /** What is among its errors. */
  readonly errors: readonly ResponseError[];
}

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
  describeInvalid: DescribeInvalid,
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
    const invalid = describeInvalid(rootType.name);
    const context = { schema, fragments, sourceName, variableDefinitions, variables, describeInvalid, invalid };
    const compiled = { context, write: compileObject(context, rootType, [selectionSet]) };
    if (variants.size >= MAX_VARIANTS) variants.delete(variants.keys().next().value ?? '');
    variants.set(key, compiled);
    return compiled;
  };

  return (execution, extensions) => {
    const { variables, data } = execution;
    const { context, write } = getVariant(variables);
    const findPaths = (path: Path): Path[] => findResponsePaths(context, selectionSet, data, path);
    const toResponseErrors = ({ path, selection, fault }: ReportedError): ResponseError[] => {
      if (!path) return [fault];
      // The caller knows nothing of entities: an error about a whole one is told for each field that it was to bring.
      const fields = [...(selection?.keys() ?? [])].flatMap((name) => findPaths([...path, name]));
      const seen = fields.filter(({ length }) => length > path.length);
      return (seen.length > 0 ? seen : findPaths(path)).map((place) => ({ ...fault, path: place }));
    };
    const state = new WriterState(variables, execution.errors.flatMap(toResponseErrors), execution.failures);
    const dataText = write(state, data) ?? 'null';
    const errorsText = state.errors.length > 0 ? `"errors":${JSON.stringify(state.errors)},` : '';
    const extensionsText = extensions ? `,"extensions":${JSON.stringify(extensions)}` : '';
    return { body: `{${errorsText}"data":${dataText}${extensionsText}}`, errors: state.errors };
  };
}
