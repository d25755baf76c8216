import type { Disclosure } from '../disclosure/verdict.ts';
import type { JsonObject } from '../fetch/json.ts';
import type { RequestOrigin } from '../fetch/request-origin.ts';
import type { SourceFault } from '../fetch/source.ts';
import type { SelectionTree } from './selection-tree.ts';

export type Variables = Readonly<Record<string, unknown>>;

export type Path = readonly (string | number)[];

/** What one run of a compiled plan carries from step to step. */
export interface Execution {
  /** Coerced values of the operation's variables, defaults applied. */
  readonly variables: Variables;
  /** What the sources answered so far, merged: source names → values. */
  readonly data: JsonObject;
  /** Errors that sources reported inside an answer. */
  readonly errors: ReportedError[];
  /** What fetches were to complete and did not. */
  readonly failures: Map<JsonObject, FailedFetch[]>;
  /** What may be told of whom; undefined where the supergraph has no marks. */
  readonly disclosure: Disclosure | undefined;
  /** Handed to local subgraphs as it is. */
  readonly context: ExecutionContext | undefined;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal | undefined;
}

/** What a request brings with it. */
export interface ExecutionContext {
  /** Ministries are told. */
  readonly origin?: RequestOrigin;
  /** Is told which ministries are asked. */
  readonly trail?: { readonly ask: (ministry: string) => void } | undefined;
}

/** A part of a plan as code. Resolves when its data is in `execution`; never rejects for a source's fault. */
export type Step = (execution: Execution) => Promise<void> | undefined;

/** An error where a source reported it. */
export interface ReportedError {
  /** Source names and indexes from the root of the data; undefined when the source named no place. */
  readonly path: Path | undefined;
  readonly fault: SourceFault;
}

/** A fetch for an object that brought nothing. */
export interface FailedFetch {
  /** What it would have set. */
  readonly selection: SelectionTree;
  /** Undefined when there is nothing to tell: the source knows no such object. */
  readonly fault: SourceFault | undefined;
}

export function addFailure(execution: Execution, target: JsonObject, failure: FailedFetch): void {
  const known = execution.failures.get(target);
  if (known) known.push(failure);
  else execution.failures.set(target, [failure]);
}
