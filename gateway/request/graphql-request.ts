import type { JsonObject } from '../fetch/json.ts';

/** A request as GraphQL over HTTP has it, its parameters of the right kinds, nothing else checked. */
export interface GraphqlRequest {
  /** The text of a document; undefined where the request names a registered one. */
  readonly query: string | undefined;
  /** The hash of a registered document, 64 lower-case hexadecimal digits when it is one; undefined beside a text. */
  readonly documentId: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: JsonObject;
  /** GET: it may come from a link or a prefetch, so it must not change anything. */
  readonly isReadOnly: boolean;
}
