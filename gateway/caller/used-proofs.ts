import { createHash } from 'node:crypto';

/** The most proofs that are remembered at a time. Some 20 MB. */
const MAX_PROOFS = 200_000;

/**
 * Remembers proofs for as long as they could be used again, in two halves, of which the older is forgotten as a whole.
 * It is this process's memory: with n gateways a proof that was stolen within its minute may be used on each of them
 * once.
 */
export class UsedProofs {
  readonly #lifetimeMs: number;
  readonly #capacity: number;
  #newer = new Set<string>();
  #older = new Set<string>();
  #turnedAt = performance.now();

  constructor(lifetimeMs: number, capacity = MAX_PROOFS) {
    this.#lifetimeMs = lifetimeMs;
    this.#capacity = capacity;
  }

  /** @returns false when it was added before, or when there is no room to remember it */
  add(proof: string): boolean {
    const now = performance.now();
    if (now - this.#turnedAt >= this.#lifetimeMs) {
      this.#older = now - this.#turnedAt < 2 * this.#lifetimeMs ? this.#newer : new Set();
      this.#newer = new Set();
      this.#turnedAt = now;
    }
    // A caller chooses how long its own identifier is.
    const id = createHash('sha256').update(proof).digest('base64url');
    if (this.#newer.has(id) || this.#older.has(id)) return false;
    if (this.#newer.size + this.#older.size >= this.#capacity) return false;
    this.#newer.add(id);
    return true;
  }
}
