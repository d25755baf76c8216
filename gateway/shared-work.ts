/** What those get who share one piece of work. */
export interface SharedWorkOptions<Result> {
  /** For who left before the end. */
  readonly forLeaver: Result;
  /** Makes a result for one more, where each has to have one of their own. The first gets the original. */
  readonly copy?: (result: Result) => Result;
}

/** Work by key: who asks for the same while it is being done gets the same result, or the same error. */
export class SharedWork<Result> {
  readonly #options: SharedWorkOptions<Result>;
  readonly #inFlight = new Map<string, Work<Result>>();

  constructor(options: SharedWorkOptions<Result>) {
    this.#options = options;
  }

  /**
   * Waits for the work with this key, which is begun unless it is in flight.
   * @param signal  aborted when the asker leaves, who is then answered at once
   * @param start   begins it; its own signal is aborted when all who waited have left
   */
  join(key: string, signal: AbortSignal | undefined, start: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    let work = this.#inFlight.get(key);
    if (!work) {
      const started = new Work(start, this.#options, () => {
        if (this.#inFlight.get(key) === started) this.#inFlight.delete(key);
      });
      this.#inFlight.set(key, started);
      work = started;
    }
    return work.join(signal);
  }
}

interface Waiter<Result> {
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
  readonly signal: AbortSignal | undefined;
  readonly leave: () => void;
}

/** One piece of work, and all who wait for it. */
class Work<Result> {
  readonly #controller = new AbortController();
  readonly #waiters = new Set<Waiter<Result>>();
  readonly #options: SharedWorkOptions<Result>;
  readonly #onEnd: () => void;

  /** @param onEnd  told when nobody may join any more, never before the constructor is through */
  constructor(start: (signal: AbortSignal) => Promise<Result>, options: SharedWorkOptions<Result>, onEnd: () => void) {
    this.#options = options;
    this.#onEnd = onEnd;
    start(this.#controller.signal).then(
      (result) => this.#settle(result),
      (error: unknown) => this.#fail(error),
    );
  }

  join(signal: AbortSignal | undefined): Promise<Result> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter<Result> = { resolve, reject, signal, leave: () => this.#leave(waiter) };
      this.#waiters.add(waiter);
      if (signal?.aborted) waiter.leave();
      else signal?.addEventListener('abort', waiter.leave, { once: true });
    });
  }

  #settle(result: Result): void {
    const { copy = (same) => same } = this.#options;
    let isFirst = true;
    for (const { resolve } of this.#dismiss()) {
      // The first one runs only after this loop, when all copies are made.
      resolve(isFirst ? result : copy(result));
      isFirst = false;
    }
  }

  #fail(error: unknown): void {
    for (const { reject } of this.#dismiss()) reject(error);
  }

  /** @returns those who still wait; nobody can join them or leave any more */
  #dismiss(): readonly Waiter<Result>[] {
    this.#onEnd();
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    for (const { signal, leave } of waiters) signal?.removeEventListener('abort', leave);
    return waiters;
  }

  #leave(waiter: Waiter<Result>): void {
    this.#waiters.delete(waiter);
    waiter.resolve(this.#options.forLeaver);
    if (this.#waiters.size > 0) return;
    this.#onEnd();
    this.#controller.abort();
  }
}
