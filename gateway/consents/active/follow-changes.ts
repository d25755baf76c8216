import type { KnownConsents } from './known-consents.ts';
import type { ProcessSeat } from './process-seat.ts';
import type { Moment, Trust } from './trust.ts';

/**
 * One process's part of the protocol of docs/decisions/0027-a-withdrawal-holds-everywhere.md, over one connection. What
 * was known before it was opened is forgotten: the server may be another one, which lost some changes.
 */
export class FollowedChanges {
  readonly #seat: ProcessSeat;
  readonly #known: KnownConsents;
  readonly #trust: Trust;
  #epoch: number | undefined;

  constructor(seat: ProcessSeat, known: KnownConsents, trust: Trust) {
    this.#seat = seat;
    this.#known = known;
    this.#trust = trust;
  }

  /**
   * Follows what has changed, says so, and has this process trusted for a while.
   *
   * The order is what makes it safe. A process says that it is there before it reads what changed; who changes something
   * commits before reading who is there. So either this process reads the change, or that one waits for this process.
   */
  async renew(): Promise<void> {
    let { epoch } = await this.#follow();
    for (let isBehind = true; isBehind; ) {
      const saidAt: Moment = this.#trust.now();
      await this.#seat.stand(epoch);
      ({ epoch, isBehind } = await this.#follow());
      this.#trust.extend(saidAt);
    }
  }

  /** @returns up to which change it has followed now, and whether that is news */
  async #follow(): Promise<{ readonly epoch: number; readonly isBehind: boolean }> {
    const before = this.#epoch;
    const { epoch, personalIds } = await this.#seat.readChanges(before ?? 0);
    if (before === undefined || epoch < before || personalIds === 'everybody') this.#known.forgetAll();
    else await this.#readAnew(personalIds);
    this.#epoch = epoch;
    return { epoch, isBehind: epoch !== before };
  }

  async #readAnew(personalIds: readonly string[]): Promise<void> {
    const citizens = this.#known.holdChanged(personalIds);
    try {
      if (citizens.length === 0) return;
      this.#known.learn(await this.#seat.readConsents(citizens.map(({ personalId }) => personalId)));
    } finally {
      for (const citizen of citizens) this.#known.release(citizen);
    }
  }
}
