import type { DocumentNode, OperationTypeNode } from 'graphql';
import type { JsonObject } from './json.ts';

/** Where a subgraph answers: over HTTP, or in this process. */
export interface Source {
  /** The subgraph's name in the supergraph. */
  readonly name: string;
  /** Whether it is in this process, where it is given the context of a request. */
  readonly isLocal: boolean;
  /** How long a fetch may take, from the moment when it is asked for; undefined when nothing bounds it. */
  readonly timeoutMs: number | undefined;
  /** Runs one operation. Never rejects: what goes wrong is told as a fault. */
  readonly execute: (request: SourceRequest) => Promise<SourceResult>;
  /**
   * Runs queries that come together, in one call where the source takes that. Never rejects.
   * @returns a result for each, in their order
   */
  readonly executeAll: (
    queries: readonly SourceQuery[],
    signal: AbortSignal | undefined,
  ) => Promise<readonly SourceResult[]>;
}

/** An operation for a source, made once for each fetch of a plan. */
export interface SourceOperation {
  readonly text: string;
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly kind: OperationTypeNode;
}

/** An operation and what it is asked with. */
export interface SourceQuery {
  readonly operation: SourceOperation;
  /** JSON text of the variables: an object. */
  readonly variables: string;
  /** How many entities the answer must hold; undefined for an operation without representations. */
  readonly representationCount: number | undefined;
  /** On whose behalf it is asked: JSON text of an `OnBehalfOf`; undefined where nobody is known. */
  readonly onBehalfOf: string | undefined;
}

export interface SourceRequest extends SourceQuery {
  /**
   * Whether one call may serve others who ask the same while it is in flight. Not where the source has to be told of
   * each who asks.
   */
  readonly isShareable: boolean;
  /** For local subgraphs; never leaves the process. */
  readonly context: unknown;
  readonly signal: AbortSignal | undefined;
}

export type SourceResult = SourceAnswer | SourceFailure;

export interface SourceAnswer {
  readonly kind: 'answer';
  /** For an operation with representations, `_entities` was seen to hold an object or null for each of them. */
  readonly data: JsonObject | null;
  /** Errors inside the answer, with paths as the source told them. */
  readonly errors: readonly SourceError[];
}

export interface SourceError {
  readonly path: readonly (string | number)[] | undefined;
  readonly fault: SourceFault;
}

export interface SourceFailure {
  readonly kind: 'failure';
  readonly fault: SourceFault;
  /** Whether the same operation, asked for less, may succeed: not after a time-out or while a circuit is open. */
  readonly isWorthRetrying: boolean;
}

/** What the caller is told of a source that failed: a coded message without details. */
export interface SourceFault {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}
