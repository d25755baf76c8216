import { LRUCache } from 'lru-cache';

/** The most keys that are remembered. Those who asked last are. */
const MAX_KEYS = 100_000;

/**
 * Lets each key ask so many times a second, and a second's worth at once. It is this process's memory: behind n gateways
 * a key may ask n times as often.
 *
 * It is the generic cell rate algorithm: one number for each key, and no timer. Not a library's, since theirs are
 * asynchronous and this stands in the way of every request.
 */
export class RateLimit {
  readonly #intervalMs: number;
  /** When each key would have asked for the last time, had it kept to the rate. */
  readonly #dueAt = new LRUCache<string, number>({
    // With `max` it would take 2.8 MB at once, for all keys there may be.
    maxSize: MAX_KEYS,
    sizeCalculation: () => 1,
  });

  /** @param perSecond at least 1 */
  constructor(perSecond: number) {
    this.#intervalMs = 1000 / perSecond;
  }

  /**
   * Counts a request.
   * @param now  in milliseconds, never going back
   * @returns 0 when it may go on; else after how many milliseconds another may, and this one is not counted
   */
  take(key: string, now = performance.now()): number {
    const dueAt = Math.max(this.#dueAt.get(key) ?? 0, now);
    const waitMs = dueAt + this.#intervalMs - now - 1000;
    if (waitMs > EPSILON_MS) return waitMs;
    this.#dueAt.set(key, dueAt + this.#intervalMs);
    return 0;
  }
}

/** What adding up thousands of fractions may be wrong by. */
const EPSILON_MS = 0.001;
