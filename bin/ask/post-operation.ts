import type { FormattedExecutionResult } from 'graphql';
import { CommandError } from '../local/command-error.ts';

/** Where the gateway of `npm start` answers. */
export const DEFAULT_URL = 'http://127.0.0.1:4000/graphql';

/** How long the gateway may take, in milliseconds: longer than it waits for the slowest ministry. */
const TIMEOUT_MS = 30_000;

/** What a GraphQL endpoint is sent. */
export interface PostedOperation {
  readonly query: string;
  readonly variables?: Readonly<Record<string, string>>;
}

/**
 * Asks a gateway.
 * @param token  an access token
 * @throws CommandError when no gateway answers at the URL
 */
export async function postOperation<Data>(
  url: string,
  token: string,
  operation: PostedOperation,
): Promise<FormattedExecutionResult<Data>> {
  if (!URL.canParse(url)) throw new CommandError(`--url must be a URL such as ${DEFAULT_URL}.`);
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(operation),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => {
    throw new CommandError(`No gateway answers at ${url}. Start one with npm start, or name another with --url.`);
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (typeof answer !== 'object' || answer === null || !('data' in answer || 'errors' in answer)) {
    throw new CommandError(`What answers at ${url} is no GraphQL endpoint. Name one with --url.`);
  }
  return answer as FormattedExecutionResult<Data>;
}
