import type { Settings } from './settings.ts';

export interface GraphqlRequest {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: string | null | undefined;
}

/** Sends an operation; resolves to the GraphQL answer, refusals included. */
export type Ask = (request: GraphqlRequest) => Promise<unknown>;

/**
 * @param onUnauthenticated  called when the gateway does not take the token any more
 */
export function createAsk({ endpoint }: Settings, accessToken: string, onUnauthenticated: () => void): Ask {
  return async ({ query, variables, operationName }) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        accept: 'application/graphql-response+json, application/json;q=0.9',
        authorization: `Bearer ${accessToken}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ query, variables, operationName }),
    });
    if (response.status === 401) onUnauthenticated();
    return await response.json();
  };
}
