/** Whose mismatches are counted together: an account, or a program. */
export interface Guesser {
  readonly name: string;
  /** With so many mismatches look-ups are locked. */
  readonly allowed: number;
}

/** How a guesser stands. */
export interface Standing {
  readonly mismatches: number;
  /** Milliseconds until the mismatches are forgotten, or the lock is taken off. */
  readonly endsInMs: number;
}

/** How long mismatches are remembered, and a lock holds. */
export interface MismatchPeriods {
  readonly windowMs: number;
  readonly lockMs: number;
}

/** Counts who names citizens wrongly. */
export interface MismatchCounter {
  /**
   * Counts one mismatch against each guesser. It rejects when that cannot be done.
   * @returns how each stands now, in the order of the guessers
   */
  count(guessers: readonly Guesser[]): Promise<readonly Standing[]>;
  /**
   * Who is locked now: names, with the milliseconds until the lock is taken off. It rejects when nobody can tell.
   */
  readLocks(): Promise<ReadonlyMap<string, number>>;
}
