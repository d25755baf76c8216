import type { DocumentNode } from 'graphql';
import type { RequestContext } from '../request/request-context.ts';

/** A GraphQL operation for one source, as the query plan has it. */
export interface SourceRequest {
  readonly query: string;
  /** `query`, parsed. */
  readonly document: DocumentNode;
  /** With `representations` when the operation asks for `_entities`. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What a source answered: a GraphQL response in form, its values not yet checked. */
export interface SourceAnswer {
  readonly data: JsonObject | null;
  readonly errors: readonly SourceError[];
}

/** An error as a source reports it. Its message is not kept: it may hold a personal datum. */
export interface SourceError {
  /** Undefined when there is none, or none that can be one. */
  readonly path: ResponsePath | undefined;
  readonly code: unknown;
}

export type ResponsePath = readonly (string | number)[];
export type JsonObject = Readonly<Record<string, unknown>>;

/** Something that answers GraphQL operations: a ministry over HTTP, or a subgraph of the gateway's own. */
export interface Source {
  readonly name: string;
  /** @throws SOURCE_UNAVAILABLE, SOURCE_TIMEOUT or SOURCE_INVALID when there is no answer to speak of */
  send(request: SourceRequest, context: RequestContext): Promise<SourceAnswer>;
}
