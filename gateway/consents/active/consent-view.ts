import { onTimeOver } from '../../time-limit.ts';
import type { Consent, ConsentView } from './active-consents.ts';
import type { ChangeFollower } from './change-follower.ts';
import type { ConsentLookUps } from './consent-look-ups.ts';
import type { Known, KnownConsents } from './known-consents.ts';
import { LOOK_UP_TIMEOUT_MS } from './look-up-timeout.ts';
import type { Trust } from './trust.ts';

/** What all views of a process look at. */
export interface Viewed {
  readonly known: KnownConsents;
  readonly trust: Trust;
  readonly follower: ChangeFollower;
  readonly lookUps: ConsentLookUps;
}

/** What one request found. It holds that in memory until it is closed. */
export class KeptConsentView implements ConsentView {
  readonly #viewed: Viewed;
  readonly #citizens = new Map<string, Known>();

  constructor(viewed: Viewed) {
    this.#viewed = viewed;
  }

  get version(): number {
    if (!this.#viewed.trust.isFresh) return -1;
    let changes = 0;
    for (const known of this.#citizens.values()) changes += known.changes;
    return changes;
  }

  find(personalIds: readonly string[]): Promise<void> | undefined {
    const { known, trust, follower, lookUps } = this.#viewed;
    for (const personalId of personalIds) {
      if (!this.#citizens.has(personalId)) this.#citizens.set(personalId, known.hold(personalId));
    }
    if (!trust.isFresh) return follower.isAway ? undefined : this.#findWhenTrusted(personalIds);
    const missing = this.#missingOf(personalIds);
    return missing.length === 0 || lookUps.isStuck ? undefined : lookUps.load(missing);
  }

  of(personalId: string): readonly Consent[] | 'unavailable' {
    const known = this.#citizens.get(personalId);
    return known && this.#viewed.trust.isFresh ? known.consents : 'unavailable';
  }

  close(): void {
    for (const known of this.#citizens.values()) this.#viewed.known.release(known);
    this.#citizens.clear();
  }

  /** A process that has slept, or has only just begun, hears what has changed before it looks. */
  async #findWhenTrusted(personalIds: readonly string[]): Promise<void> {
    const { trust, follower, lookUps } = this.#viewed;
    await withinTime(follower.whenTried());
    const missing = this.#missingOf(personalIds);
    if (trust.isFresh && missing.length > 0 && !lookUps.isStuck) await lookUps.load(missing);
  }

  #missingOf(personalIds: readonly string[]): Known[] {
    const missing = new Set<Known>();
    for (const personalId of personalIds) {
      const known = this.#citizens.get(personalId);
      if (known?.consents === 'unavailable') missing.add(known);
    }
    return [...missing];
  }
}

function withinTime(pending: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const callOff = onTimeOver(LOOK_UP_TIMEOUT_MS, resolve);
    void pending.then(() => {
      callOff();
      resolve();
    });
  });
}
