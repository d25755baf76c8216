import type { DocumentNode, GraphQLSchema, OperationTypeNode } from 'graphql';
import type { CodedError } from '../../schema/coded-error.ts';
import type { JsonObject } from '../fetch/source.ts';
import type { RequestContext } from '../request/request-context.ts';

/** One version of the graph, ready to be served. It never changes: a request keeps the one that it began with. */
export interface Supergraph {
  /** What callers see. */
  readonly apiSchema: GraphQLSchema;
  /** Runs an operation over the sources. */
  execute(operation: Operation, context: RequestContext): Promise<Outcome>;
}

/** An operation that is valid for the supergraph, its variables checked. */
export interface Operation {
  /** SHA-256 of the document's text. Not for logs: a text may hold personal data that can be guessed from its hash. */
  readonly documentHash: string;
  readonly document: DocumentNode;
  readonly name: string | undefined;
  readonly type: OperationTypeNode;
  readonly variables: JsonObject;
}

export interface Outcome {
  readonly data: JsonObject | null;
  /** With paths in `data`. */
  readonly errors: readonly CodedError[];
}
