import { LRUCache } from 'lru-cache';
import type { Consent } from './active-consents.ts';
import type { ConsentsRead } from './process-seat.ts';

/** What is kept of citizens nobody asks about now: so many citizens and consents, some 30 MB. */
const MAX_IDLE = 100_000;

/** What this process knows of one citizen. */
export interface Known {
  readonly personalId: string;
  /** Number of the change by which it knows them. */
  epoch: number;
  consents: readonly Consent[] | 'unavailable';
  /** Counts how often they changed. */
  changes: number;
  /** How many rely on it now. */
  holders: number;
}

/**
 * The consents in the memory of this process. What somebody relies on is held, and follows each change; the rest is kept
 * while there is room, and dropped when it changes.
 */
export class KnownConsents {
  readonly #held = new Map<string, Known>();
  readonly #idle = new LRUCache<string, Known>({
    maxSize: MAX_IDLE,
    sizeCalculation: ({ consents }) => 1 + consents.length,
  });
  #era = 0;

  /** Another number each time when all was forgotten: what was asked for before says nothing now. */
  get era(): number {
    return this.#era;
  }

  /** Must be followed by one `release`. */
  hold(personalId: string): Known {
    const known = this.#held.get(personalId) ?? this.#idle.get(personalId) ?? createUnknown(personalId);
    if (known.holders++ === 0) this.#held.set(personalId, known);
    return known;
  }

  release(known: Known): void {
    if (--known.holders > 0) return;
    this.#held.delete(known.personalId);
    const isNew = known.consents !== 'unavailable' && this.#idle.peek(known.personalId) !== known;
    if (isNew) this.#idle.set(known.personalId, known);
  }

  /** Takes what was read, of citizens that are held. What was read before something that is known already, is older. */
  learn({ epoch, byCitizen }: ConsentsRead): void {
    for (const [personalId, consents] of byCitizen) {
      const known = this.#held.get(personalId);
      if (!known || (known.consents !== 'unavailable' && known.epoch >= epoch)) continue;
      known.epoch = epoch;
      known.consents = consents;
      known.changes++;
    }
  }

  /**
   * Drops citizens whose consents changed.
   * @returns those that somebody relies on, held once more: they must be read anew and then released
   */
  holdChanged(personalIds: readonly string[]): Known[] {
    for (const personalId of personalIds) this.#idle.delete(personalId);
    return personalIds.filter((personalId) => this.#held.has(personalId)).map((personalId) => this.hold(personalId));
  }

  forgetAll(): void {
    this.#era++;
    this.#idle.clear();
    for (const known of this.#held.values()) {
      known.epoch = -1;
      known.consents = 'unavailable';
      known.changes++;
    }
  }
}

function createUnknown(personalId: string): Known {
  return { personalId, epoch: -1, consents: 'unavailable', changes: 0, holders: 0 };
}
