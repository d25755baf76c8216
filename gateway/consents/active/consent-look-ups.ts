import { errorCode } from '../../error-code.ts';
import { CallSchedule } from '../../fetch/call-schedule.ts';
import type { Log } from '../../log.ts';
import { onTimeOver } from '../../time-limit.ts';
import type { Known, KnownConsents } from './known-consents.ts';
import { LOOK_UP_TIMEOUT_MS } from './look-up-timeout.ts';
import type { ReadConsents } from './process-seat.ts';

/** Most citizens in one statement. */
const MAX_CITIZENS = 1_000;

/** Most statements in flight. */
const MAX_CALLS = 4;

/** Most citizens that wait to be read: more are not read, and nothing of theirs is open by consent. */
const MAX_QUEUE = 20_000;

/** Who waits for some citizens. */
interface Waiter {
  missing: number;
  readonly resolve: () => void;
  readonly callOff: () => void;
}

/**
 * Reads the consents of all citizens that concurrent requests ask for in few statements. `CallSchedule` says when one
 * leaves: a lone request never waits for others.
 */
export class ConsentLookUps {
  readonly #known: KnownConsents;
  readonly #read: ReadConsents;
  readonly #log: Log;
  #isFailing = false;
  readonly #schedule = new CallSchedule(MAX_CALLS, () => this.#send());
  /** Not yet sent. They are held until they are read, so that no change of theirs is missed meanwhile. */
  readonly #queue: Known[] = [];
  /** All that are queued or in flight, with who waits for them. */
  readonly #waiters = new Map<Known, Waiter[]>();
  #overdue = 0;

  constructor(known: KnownConsents, read: ReadConsents, log: Log) {
    this.#known = known;
    this.#read = read;
    this.#log = log;
  }

  /** Whether a statement takes longer than anybody waits: then it makes no sense to wait for another. */
  get isStuck(): boolean {
    return this.#overdue > 0;
  }

  /** Reads citizens that are held, unless that takes too long or fails. Never rejects. */
  load(citizens: readonly Known[]): Promise<void> {
    return new Promise((resolve) => {
      const waiter = { missing: citizens.length, resolve, callOff: onTimeOver(LOOK_UP_TIMEOUT_MS, resolve) };
      for (const known of citizens) this.#enqueue(known, waiter);
      this.#schedule.callAtTurnEnd();
    });
  }

  #enqueue(known: Known, waiter: Waiter): void {
    const waiters = this.#waiters.get(known);
    if (waiters) waiters.push(waiter);
    else if (this.#queue.length === MAX_QUEUE) arrive(waiter);
    else {
      this.#queue.push(this.#known.hold(known.personalId));
      this.#waiters.set(known, [waiter]);
    }
  }

  #send(): void {
    while (this.#queue.length > 0 && this.#schedule.mayLeave(this.#queue.length, this.#queue.length >= MAX_CITIZENS)) {
      const citizens = this.#queue.splice(0, MAX_CITIZENS);
      this.#schedule.leave(citizens.length);
      void this.#call(citizens).finally(() => {
        this.#schedule.comeBack();
        this.#send();
      });
    }
  }

  async #call(citizens: readonly Known[]): Promise<void> {
    let isOverdue = false;
    const callOff = onTimeOver(LOOK_UP_TIMEOUT_MS, () => {
      isOverdue = true;
      this.#overdue++;
    });
    try {
      await this.#learn(citizens);
      if (this.#isFailing) this.#log.info('consents are read again');
      this.#isFailing = false;
    } catch (error) {
      if (!this.#isFailing) this.#log.error({ code: errorCode(error) }, 'consents cannot be read');
      this.#isFailing = true;
    } finally {
      callOff();
      if (isOverdue) this.#overdue--;
      for (const known of citizens) this.#settle(known);
    }
  }

  async #learn(citizens: readonly Known[]): Promise<void> {
    const { era } = this.#known;
    const read = await this.#read(citizens.map(({ personalId }) => personalId));
    // What was asked for before all was forgotten may miss changes that nobody will tell of again.
    if (era === this.#known.era) this.#known.learn(read);
    else if (!this.isStuck) await this.#learn(citizens);
  }

  #settle(known: Known): void {
    for (const waiter of this.#waiters.get(known) ?? []) arrive(waiter);
    this.#waiters.delete(known);
    this.#known.release(known);
  }
}

function arrive(waiter: Waiter): void {
  if (--waiter.missing > 0) return;
  waiter.callOff();
  waiter.resolve();
}
