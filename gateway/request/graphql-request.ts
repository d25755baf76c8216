import type { JsonObject } from '../fetch/json.ts';

/** A request as GraphQL over HTTP has it, its parameters of the right kinds, nothing else checked. */
export interface GraphqlRequest {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: JsonObject;
  /** GET: it may come from a link or a prefetch, so it must not change anything. */
  readonly isReadOnly: boolean;
}
