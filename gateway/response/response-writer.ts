import type { OperationDefinitionNode } from 'graphql';
import type { Execution, ReportedError } from '../plan/execution.ts';
import { compileObject } from './object-writer.ts';
import { findResponsePaths } from './response-paths.ts';
import { type ResponseError, type SelectionContext, WriterState } from './write-value.ts';

/** Writes the answer of a finished execution. */
export type WriteResponse = (execution: Execution, extensions?: Readonly<Record<string, unknown>>) => WrittenResponse;

export interface WrittenResponse {
  /** JSON text. */
  readonly body: string;
  /** What is among its errors. */
  readonly errors: readonly ResponseError[];
}

/**
 * Compiles a selection to a writer: response names in the order of the document, null propagation, and checked leaves.
 * @see GraphQL specification, sections 6.4.3 Value Completion and 6.4.4 Handling Execution Errors
 */
export function compileResponseWriter(
  context: SelectionContext,
  { operation, selectionSet }: OperationDefinitionNode,
): WriteResponse {
  const rootType = context.schema.getRootType(operation);
  if (!rootType) throw new Error(`The schema has no root type for a ${operation}`);
  const write = compileObject(context, rootType, [selectionSet]);

  return (execution, extensions) => {
    const { data } = execution;
    const toResponseErrors = ({ path, fault }: ReportedError): ResponseError[] =>
      path ? findResponsePaths(context, selectionSet, data, path).map((seen) => ({ ...fault, path: seen })) : [fault];
    const state = new WriterState(execution, execution.errors.flatMap(toResponseErrors));
    const dataText = write(state, data) ?? 'null';
    const errorsText = state.errors.length > 0 ? `"errors":${JSON.stringify(state.errors)},` : '';
    const { moreWithheld } = state;
    const told = moreWithheld > 0 ? { ...extensions, disclosure: { moreWithheld } } : extensions;
    const extensionsText = told ? `,"extensions":${JSON.stringify(told)}` : '';
    return { body: `{${errorsText}"data":${dataText}${extensionsText}}`, errors: state.errors };
  };
}
