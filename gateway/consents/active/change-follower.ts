import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from '../../error-code.ts';
import type { Log } from '../../log.ts';
import { FollowedChanges } from './follow-changes.ts';
import type { KnownConsents } from './known-consents.ts';
import type { ProcessSeat } from './process-seat.ts';
import type { Trust } from './trust.ts';

/** A seat at a database, over a connection of its own. */
export interface OpenSeat extends ProcessSeat {
  /** Says that this process is gone, as far as that can be said, and disconnects. */
  leave(): Promise<void>;
  disconnect(): void;
}

export type TakeSeat = (events: {
  /** Something has changed. */
  readonly onChange: () => void;
  /** The connection broke. What is under way fails as well. */
  readonly onLost: (error: Error) => void;
}) => Promise<OpenSeat>;

/** A process says that it is there so often, in milliseconds. */
const RENEW_MS = 1_000;

/** Before it connects again, in milliseconds: at most so long, somewhere in the upper half. */
const MAX_RECONNECT_MS = 500;

/** Keeps this process current from when it is made to when it is closed, also over lost connections. */
export class ChangeFollower {
  readonly #takeSeat: TakeSeat;
  readonly #known: KnownConsents;
  readonly #trust: Trust;
  readonly #log: Log;
  readonly #closing = new AbortController();
  readonly #end: Promise<void>;
  #isAway = false;
  #isWoken = false;
  #wake = (): void => {};
  #round = Promise.withResolvers<void>();

  constructor(takeSeat: TakeSeat, known: KnownConsents, trust: Trust, log: Log) {
    this.#takeSeat = takeSeat;
    this.#known = known;
    this.#trust = trust;
    this.#log = log;
    this.#end = this.#run();
  }

  /** Whether the database was away when it was tried last. */
  get isAway(): boolean {
    return this.#isAway;
  }

  /** Follows what has changed, now. */
  wake(): void {
    this.#isWoken = true;
    this.#wake();
  }

  /** Waits for the end of a try to become current, good or bad. */
  whenTried(): Promise<void> {
    this.wake();
    return this.#round.promise;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.wake();
    await this.#end;
  }

  async #run(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      try {
        await this.#follow();
      } catch (error) {
        if (!this.#isAway)
          this.#log.error({ code: errorCode(error) }, 'consents cannot be followed, so nothing is open by them');
        this.#isAway = true;
        this.#endRound();
        await sleep(MAX_RECONNECT_MS * (0.5 + Math.random() / 2), undefined, {
          signal: this.#closing.signal,
          ref: false,
        }).catch(() => {});
      }
    }
    this.#endRound();
  }

  /** Over one connection, as long as it lasts. */
  async #follow(): Promise<void> {
    let lostBy: Error | undefined;
    const onLost = (error: Error): void => {
      lostBy = error;
      this.wake();
    };
    const seat = await this.#takeSeat({ onChange: () => this.wake(), onLost });
    try {
      const changes = new FollowedChanges(seat, this.#known, this.#trust);
      while (!this.#closing.signal.aborted) {
        this.#isWoken = false;
        await changes.renew();
        if (this.#isAway) this.#log.info('consents are followed again');
        this.#isAway = false;
        this.#endRound();
        await this.#untilDue();
        if (lostBy) throw lostBy;
      }
      this.#trust.end();
      await seat.leave();
    } finally {
      seat.disconnect();
    }
  }

  #untilDue(): Promise<void> {
    if (this.#isWoken) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, RENEW_MS);
      timer.unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #endRound(): void {
    this.#round.resolve();
    this.#round = Promise.withResolvers();
  }
}
