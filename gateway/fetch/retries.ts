/**
 * Bounds retries to a tenth of the answers that came, after a first handful: a ministry that is down is asked little
 * more often than without retries.
 */
export class RetryBudget {
  #tokens = MAX_TOKENS;

  /** To be called for each answer. */
  earn(): void {
    this.#tokens = Math.min(MAX_TOKENS, this.#tokens + TOKENS_PER_ANSWER);
  }

  /** @returns whether a retry may be made; if so, it counts as made */
  spend(): boolean {
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }
}

const MAX_TOKENS = 10;
const TOKENS_PER_ANSWER = 0.1;

/**
 * The pause before a retry: random, so that those who failed together do not come back together, and longer each time.
 * @param retries     how many were made before
 * @param atLeastMs  what the server asked for
 */
export function pickPauseMs(retries: number, atLeastMs: number): number {
  return atLeastMs + Math.random() * FIRST_PAUSE_MS * 2 ** retries;
}

const FIRST_PAUSE_MS = 50;

/**
 * How long a server asks to wait.
 * @param retryAfter  seconds, or a date
 * @returns           milliseconds; 0 when it does not say
 * @see RFC 9110, section 10.2.3
 */
export function readRetryAfterMs(retryAfter: string | undefined): number {
  if (retryAfter === undefined) return 0;
  const waitMs = /^[0-9]+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.now();
  return Math.max(waitMs || 0, 0);
}
