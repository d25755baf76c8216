/** A point in time by two clocks, in milliseconds. */
export interface Moment {
  /** Never jumps, and may stand still while the machine sleeps. */
  readonly steady: number;
  /** May jump, and is right again after the machine slept. */
  readonly wall: number;
}

export type Clocks = () => Moment;

/**
 * How long a process may answer by the consents in its memory without hearing from the database, in milliseconds. All
 * processes must have the same, since each waits that long for the others.
 */
export const TRUST_MS = 3_000;

/** Whether this process may rely on what it knows. It may not where either clock says that too much time has passed. */
export class Trust {
  readonly #clocks: Clocks;
  #since: Moment | undefined;

  constructor(clocks: Clocks = readClocks) {
    this.#clocks = clocks;
  }

  get isFresh(): boolean {
    if (!this.#since) return false;
    const { steady, wall } = this.#clocks();
    return steady - this.#since.steady < TRUST_MS && wall - this.#since.wall < TRUST_MS;
  }

  now(): Moment {
    return this.#clocks();
  }

  /** @param since  from before this process said that it is there */
  extend(since: Moment): void {
    this.#since = since;
  }

  end(): void {
    this.#since = undefined;
  }
}

function readClocks(): Moment {
  return { steady: performance.now(), wall: Date.now() };
}
