import type { JsonObject } from '../fetch/json.ts';
import type { SourceFault } from '../fetch/source.ts';

/** What one run of a compiled plan carries from step to step. */
export interface Execution {
  /** Coerced values of the operation's variables, defaults applied. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** What the sources answered so far, merged: response names → values. */
  readonly data: JsonObject;
  /** Errors that sources reported inside an answer, at their paths in the response. */
  readonly errors: ResponseError[];
  /** Objects that a fetch was to complete and could not; the writer says it where a field is missing. */
  readonly failures: Map<object, FailedFetch[]>;
  /** Handed to local subgraphs as their context. */
  readonly context: unknown;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal | undefined;
}

/** An error as it stands in the response. */
export interface ResponseError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Why fields of an object are missing. */
export interface FailedFetch {
  /** Response names that the fetch would have set. */
  readonly fields: ReadonlySet<string>;
  readonly fault: SourceFault;
}

export function addFailure(execution: Execution, target: object, failure: FailedFetch): void {
  const known = execution.failures.get(target);
  if (known) known.push(failure);
  else execution.failures.set(target, [failure]);
}
