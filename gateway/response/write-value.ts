import type { FragmentDefinitionNode, GraphQLSchema } from 'graphql';
import type { JsonObject } from '../fetch/json.ts';
import type { Execution, ResponseError } from '../plan/execution.ts';

/**
 * Appends a value's JSON text to the state.
 * @returns false when null must take the place of the nearest nullable value around it; what was appended then counts
 *          for nothing
 */
export type WriteValue = (state: WriterState, value: unknown) => boolean;

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** What a selection is compiled with. */
export interface SelectionContext {
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
  /** Values of the variables that `@skip` and `@include` use. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What is written so far, and where the writer stands. */
export class WriterState {
  out = '';
  readonly path: (string | number)[] = [];
  readonly errors: ResponseError[];
  readonly #failures: Execution['failures'];

  constructor(execution: Execution) {
    this.errors = [...execution.errors];
    this.#failures = execution.failures;
  }

  /** Says that the value at the current path is not what the schema promises. */
  reportInvalid(message: string): void {
    this.errors.push({ message, path: [...this.path], extensions: { code: 'SOURCE_INVALID' } });
  }

  /** Says why a field of an object is missing, when a fetch for it failed. */
  reportMissing(object: JsonObject, field: string): void {
    if (this.#failures.size === 0) return;
    const failure = this.#failures.get(object)?.find(({ fields }) => fields.has(field));
    if (failure) this.errors.push({ ...failure.fault, path: [...this.path] });
  }

  /** Whether an error has been told for the value at the current path, or for something inside it. */
  get isExplained(): boolean {
    return this.errors.some(({ path }) => path && this.path.every((element, index) => path[index] === element));
  }
}
