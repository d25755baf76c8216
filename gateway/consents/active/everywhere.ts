import { setTimeout as sleep } from 'node:timers/promises';
import { TRUST_MS } from './trust.ts';

/** Another process that has not yet followed all changes. */
export interface LateProcess {
  readonly id: string;
  /** Up to which change it answers. */
  readonly epoch: number;
  /** Counts while it is alive. */
  readonly renewals: number;
}

export interface Standings {
  /** Number of the last change. */
  readonly epoch: number;
  readonly late: readonly LateProcess[];
}

export interface ProcessBoard {
  read(): Promise<Standings>;
  /** Takes a process away, unless it has spoken since. */
  remove(process: LateProcess): Promise<void>;
}

/** Clocks of two machines run apart by less in that time, and whoever is at it needs less to hand an answer over; milliseconds. */
const MARGIN_MS = 500;

/** Until then every process has either heard of a change, or lost trust in what it knows. */
const LIMIT_MS = TRUST_MS + MARGIN_MS;

/** Longest pause between two looks at the board, in milliseconds. */
const MAX_PAUSE_MS = 8;

interface Waiter {
  /** The change that it waits for: the last one when the board was first read for it. */
  epoch: number | undefined;
  readonly resolve: () => void;
}

/** Waits until changes hold in all processes. All who wait share what is read. */
export class Everywhere {
  readonly #board: ProcessBoard;
  readonly #waiters = new Set<Waiter>();
  /** Who is late, and since when they have not spoken. */
  readonly #silent = new Map<string, { readonly renewals: number; readonly since: number }>();
  #isWatching = false;

  constructor(board: ProcessBoard) {
    this.#board = board;
  }

  /** Waits for all that is committed. Never rejects: without the database, time alone decides. */
  wait(): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
        resolve();
      };
      const timer = setTimeout(end, LIMIT_MS);
      const waiter: Waiter = { epoch: undefined, resolve: end };
      this.#waiters.add(waiter);
      if (!this.#isWatching) void this.#watch();
    });
  }

  async #watch(): Promise<void> {
    this.#isWatching = true;
    for (
      let pauseMs = 1;
      this.#waiters.size > 0 || this.#silent.size > 0;
      pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS)
    ) {
      await this.#look().catch(() => this.#silent.clear());
      await sleep(pauseMs, undefined, { ref: false });
    }
    this.#isWatching = false;
  }

  async #look(): Promise<void> {
    const readAt = performance.now();
    const waiters = [...this.#waiters];
    const { epoch, late } = await this.#board.read();
    const followed = Math.min(epoch, ...late.map((process) => process.epoch));
    for (const waiter of waiters) {
      waiter.epoch ??= epoch;
      if (waiter.epoch <= followed) waiter.resolve();
    }
    await this.#removeSilent(late, readAt);
  }

  /** Who said nothing while nobody could trust them any more has ended without a word. */
  async #removeSilent(late: readonly LateProcess[], readAt: number): Promise<void> {
    const ids = new Set(late.map(({ id }) => id));
    for (const id of this.#silent.keys()) if (!ids.has(id)) this.#silent.delete(id);
    for (const process of late) {
      const silent = this.#silent.get(process.id);
      if (silent?.renewals !== process.renewals)
        this.#silent.set(process.id, { renewals: process.renewals, since: readAt });
      else if (readAt - silent.since >= LIMIT_MS) await this.#board.remove(process);
    }
  }
}
