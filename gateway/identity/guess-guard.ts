import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { CodedError } from '../../schema/coded-error.ts';
import type { Caller } from '../caller/caller.ts';
import type { Log } from '../log.ts';
import type { Guesser, MismatchCounter } from './mismatch-counter.ts';
import { Turns } from './turns.ts';

export interface GuessLimits {
  /** Mismatches of a person that lock their look-ups. */
  readonly personAllowed: number;
  /** Mismatches of all who use a program that lock it. */
  readonly clientAllowed: number;
  /** How long a person's first mismatch takes; each further one takes twice as long, up to MAX_DELAY_MS. */
  readonly firstDelayMs: number;
}

/** What came of naming a citizen. */
export interface Attempt<Result> {
  readonly result: Result;
  /** Whether all that was stated is so. */
  readonly agrees: boolean;
}

/** No mismatch takes longer than this, in milliseconds. */
const MAX_DELAY_MS = 5_000;

/** Who is locked is read again when it was read longer ago than this, in milliseconds. */
const LOCKS_LAST_MS = 1_000;

/** The most people whose mismatches this process remembers, to answer them more slowly. */
const MAX_PEOPLE = 100_000;

/**
 * Stands between callers and the register of who is who. A mismatch is counted before it is told, takes the same time
 * whatever the reason, and longer with each one; who has too many is locked out in all processes of the gateway.
 *
 * Look-ups that agree cost nothing but reading once a second who is locked. So a process learns of a lock that another
 * one set within a second.
 */
export class GuessGuard {
  readonly #counter: MismatchCounter;
  readonly #limits: GuessLimits;
  readonly #log: Log;
  /** As read: by guesser, a moment of `performance.now()`. */
  #lockedUntil: ReadonlyMap<string, number> = new Map();
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;
  #isCounting = true;
  readonly #standings = new LRUCache<string, { readonly mismatches: number; readonly endsAt: number }>({
    // With `max` it would take 2.8 MB at once, for all people there may be.
    maxSize: MAX_PEOPLE,
    sizeCalculation: () => 1,
  });
  readonly #turns = new Turns();

  constructor(counter: MismatchCounter, limits: GuessLimits, log: Log) {
    this.#counter = counter;
    this.#limits = limits;
    this.#log = log;
  }

  /**
   * Lets a caller look for a citizen.
   * @returns the result, also when it does not agree: then later
   * @throws  IDENTITY_LOCKED, and IDENTITY_UNAVAILABLE when mismatches cannot be counted
   */
  async attempt<Result>(caller: Caller, look: () => Promise<Attempt<Result>>): Promise<Result> {
    const guessers = this.#guessersOf(caller);
    const [guesser] = guessers;
    if (this.#readAt + LOCKS_LAST_MS < performance.now()) await this.#readLocks();
    this.#refuseLocked(guessers);
    const startedAt = performance.now();
    const turn = this.#turns.begin(guesser.name);
    try {
      const { result, agrees } = await look();
      if (agrees) {
        // Each that began before may be a mismatch, so a result waits until no more are open than mismatches are left:
        // guesses sent all at once gain nothing over guesses one by one.
        await this.#turns.wait(turn, () => guesser.allowed - this.#mismatchesOf(guesser.name));
        this.#refuseLocked(guessers);
        return result;
      }
      this.#refuseLocked(guessers);
      const mismatches = await this.#count(caller, guessers);
      this.#turns.end(turn);
      if (mismatches > guesser.allowed) this.#refuseLocked(guessers);
      const delayMs = Math.min(this.#limits.firstDelayMs * 2 ** (mismatches - 1), MAX_DELAY_MS);
      await sleep(Math.max(startedAt + delayMs - performance.now(), 0));
      return result;
    } finally {
      this.#turns.end(turn);
    }
  }

  /** Who is counted, the one first whose guesses they are. A program that asks for itself is its own person. */
  #guessersOf({ person, client }: Caller): readonly [Guesser, ...Guesser[]] {
    const program = { name: `client ${client}`, allowed: this.#limits.clientAllowed };
    return person === client ? [program] : [{ name: `person ${person}`, allowed: this.#limits.personAllowed }, program];
  }

  #mismatchesOf(name: string): number {
    const standing = this.#standings.get(name);
    return standing && standing.endsAt > performance.now() ? standing.mismatches : 0;
  }

  #refuseLocked(guessers: readonly Guesser[]): void {
    const now = performance.now();
    const lockedUntil = guessers.map(({ name, allowed }) => {
      // What this process has counted itself may be later than what it has read.
      const standing = this.#standings.get(name);
      const counted = standing && standing.mismatches >= allowed ? standing.endsAt : now;
      return Math.max(this.#lockedUntil.get(name) ?? now, counted);
    });
    const waitMs = Math.max(...lockedUntil) - now;
    if (waitMs > 0) throw new CodedError('IDENTITY_LOCKED', { retryAfterSeconds: Math.ceil(waitMs / 1000) });
  }

  /** @returns how many mismatches the first of the guessers has now */
  async #count(caller: Caller, guessers: readonly Guesser[]): Promise<number> {
    const standings = await this.#untilUnavailable(this.#counter.count(guessers));
    for (const [index, { name, allowed }] of guessers.entries()) {
      const standing = standings[index];
      // Counts that are made at the same time may come back in another order.
      if (standing && standing.mismatches > this.#mismatchesOf(name)) {
        const { mismatches, endsInMs } = standing;
        this.#standings.set(name, { mismatches, endsAt: performance.now() + endsInMs });
      }
      if (standing?.mismatches === allowed) {
        this.#log.warn(
          { client: caller.client, agency: caller.agency?.code, whom: name.startsWith('client') ? 'client' : 'person' },
          'look-ups of citizens are locked after too many mismatches',
        );
      }
    }
    return standings[0]?.mismatches ?? 1;
  }

  /** Reads once, however many look-ups wait for it. */
  async #readLocks(): Promise<void> {
    this.#reading ??= this.#untilUnavailable(this.#counter.readLocks())
      .then((locks) => {
        const now = performance.now();
        this.#lockedUntil = new Map([...locks].map(([name, endsInMs]) => [name, now + endsInMs]));
        this.#readAt = now;
      })
      .finally(() => {
        this.#reading = undefined;
      });
    await this.#reading;
  }

  /** Nobody is looked up while mismatches cannot be counted: else whoever cuts that off could guess for ever. */
  async #untilUnavailable<Result>(counting: Promise<Result>): Promise<Result> {
    try {
      const result = await counting;
      if (!this.#isCounting) this.#log.info('mismatches are counted again');
      this.#isCounting = true;
      return result;
    } catch (cause) {
      if (this.#isCounting) this.#log.error('mismatches cannot be counted, so nobody is looked up');
      this.#isCounting = false;
      this.#readAt = Number.NEGATIVE_INFINITY;
      throw new CodedError('IDENTITY_UNAVAILABLE', {}, cause instanceof Error ? { originalError: cause } : {});
    }
  }
}
