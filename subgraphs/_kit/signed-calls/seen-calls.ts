/** Remembers calls as long as they could be made again, at most so many. */
export class SeenCalls {
  readonly #maxCalls: number;
  /** Nonce → the last second of its validity, about in the order of their end. */
  readonly #calls = new Map<string, number>();

  constructor(maxCalls: number) {
    this.#maxCalls = maxCalls;
  }

  /**
   * @param until  the last second, since 1970, in which the call would be taken
   * @param now    seconds since 1970
   * @returns      whether the call was seen before; `full` when that could not be remembered
   */
  add(nonce: string, until: number, now: number): 'new' | 'seen' | 'full' {
    this.#forgetOld(now);
    if (this.#calls.has(nonce)) return 'seen';
    if (this.#calls.size >= this.#maxCalls) return 'full';
    this.#calls.set(nonce, until);
    return 'new';
  }

  #forgetOld(now: number): void {
    for (const [nonce, until] of this.#calls) {
      if (until >= now) return;
      this.#calls.delete(nonce);
    }
  }
}
