import type { OperationDefinitionNode } from 'graphql';
import type { DisclosureTally } from '../disclosure/disclosure-tally.ts';
import type { Execution, ReportedError } from '../plan/execution.ts';
import { compileObject } from './object-writer.ts';
import { findResponsePaths } from './response-paths.ts';
import { type ResponseError, type SelectionContext, WriterState } from './write-value.ts';

/**
 * Writes the answer of a finished execution.
 * @param extend  gives what stands beside data and errors, by what the data tells of whom
 */
export type WriteResponse = (execution: Execution, extend?: Extend) => WrittenResponse;

export type Extend = (tally: DisclosureTally | undefined) => Readonly<Record<string, unknown>> | undefined;

export interface WrittenResponse {
  /** JSON text. */
  readonly body: string;
  /** What is among its errors. */
  readonly errors: readonly ResponseError[];
  /** What it tells of whom; undefined where the supergraph has no marks. */
  readonly tally: DisclosureTally | undefined;
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

  return (execution, extend) => {
    const { data } = execution;
    const toResponseErrors = ({ path, fault }: ReportedError): ResponseError[] =>
      path ? findResponsePaths(context, selectionSet, data, path).map((seen) => ({ ...fault, path: seen })) : [fault];
    const state = new WriterState(execution, execution.errors.flatMap(toResponseErrors));
    const dataText = write(state, data) ?? 'null';
    const { errors, tally } = state;
    const errorsText = errors.length > 0 ? `"errors":[${errors.map(writeError).join()}],` : '';
    const extensions = extend?.(tally);
    const extensionsText = extensions ? `,"extensions":${JSON.stringify(extensions)}` : '';
    return { body: `{${errorsText}"data":${dataText}${extensionsText}}`, errors, tally };
  };
}

/** What an answer holds most of are the same few errors at other places. */
function writeError({ message, path, extensions }: ResponseError): string {
  let known = errorTexts.get(extensions);
  if (known?.message !== message) {
    known = { message, text: `"message":${JSON.stringify(message)},"extensions":${JSON.stringify(extensions)}` };
    errorTexts.set(extensions, known);
  }
  const pathText = path ? `,"path":${JSON.stringify(path)}` : '';
  return `{${known.text}${pathText}}`;
}

/** All but the place. Errors with the same extensions have nearly always the same message. */
const errorTexts = new WeakMap<ResponseError['extensions'], { readonly message: string; readonly text: string }>();
