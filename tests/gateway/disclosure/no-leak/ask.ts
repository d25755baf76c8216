import { claimsFor, type SampleCaller } from './callers.ts';
import type { World } from './world.ts';

/** What somebody sends, and who they are. */
export interface SentRequest {
  readonly caller: SampleCaller;
  /** The number of the citizen who asks, or for whom a portal does. */
  readonly self: string;
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

let accounts = 0;

/**
 * Sends a request to the gateway, each from another account: whoever names citizens wrongly is slowed down.
 * @returns the text of the answer
 */
export async function ask({ post, token }: World, { caller, self, text, variables }: SentRequest): Promise<string> {
  const authorization = `Bearer ${await token(claimsFor(caller, `account-${accounts++}`, self))}`;
  const response = await post({ query: text, variables }, authorization);
  return await response.text();
}
