import type { GraphQLSchema, VariableDefinitionNode } from 'graphql';
import { errors as errorTable } from '../../schema/errors.ts';
import type { JsonObject } from '../fetch/json.ts';
import type { SourceName } from '../plan/canonical-operation.ts';
import type { Fragments } from '../plan/conditions.ts';
import type { Path, Variables } from '../plan/execution.ts';
import type { FailuresByObject } from './spread-failures.ts';

/**
 * Makes a value's JSON text.
 * @returns undefined when null must take the place of the nearest nullable value around it
 */
export type WriteValue = (state: WriterState, value: unknown) => string | undefined;

/** What a selection is compiled with. */
export interface SelectionContext {
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
  readonly sourceName: SourceName;
  readonly variableDefinitions: readonly VariableDefinitionNode[];
  /** Values of the variables that `@skip` and `@include` use. */
  readonly conditions: Variables;
}

/** An error as it stands in the response. */
export interface ResponseError {
  readonly message: string;
  readonly path?: Path;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Where the writer stands, and what it found wrong. */
export class WriterState {
  readonly path: (string | number)[] = [];
  readonly errors: ResponseError[];
  readonly variables: Variables;
  readonly #failures: FailuresByObject;
  /** Texts of all paths at which an error stands, or above one; made when first asked for. */
  #explained: Set<string> | undefined;

  constructor(variables: Variables, errors: ResponseError[], failures: FailuresByObject) {
    this.variables = variables;
    this.errors = errors;
    this.#failures = failures;
  }

  /** Says that the value at the current path is not what the schema promises. */
  reportInvalid(): void {
    this.#report(RESULT_INVALID);
  }

  /** Says why a field of an object is missing, when a fetch for it failed. */
  reportMissing(object: JsonObject, sourceName: string): void {
    const failure = this.#failures.get(object)?.find(({ selection }) => selection.has(sourceName));
    if (failure) this.#report(failure.fault);
  }

  /** Whether an error has been told for the value at the current path, or for something inside it. */
  get isExplained(): boolean {
    if (!this.#explained) {
      this.#explained = new Set();
      for (const { path } of this.errors) this.#explain(path);
    }
    return this.#explained.has(this.path.join(SEPARATOR));
  }

  #report(error: Omit<ResponseError, 'path'>): void {
    const path = [...this.path];
    this.errors.push({ ...error, path });
    if (this.#explained) this.#explain(path);
  }

  #explain(path: Path = []): void {
    for (let length = 1; length <= path.length; length++) {
      this.#explained?.add(path.slice(0, length).join(SEPARATOR));
    }
  }
}

/** No name of GraphQL holds it. */
const SEPARATOR = '/';

const RESULT_INVALID: Omit<ResponseError, 'path'> = {
  message: errorTable.RESULT_INVALID.message,
  extensions: { code: 'RESULT_INVALID' },
};
