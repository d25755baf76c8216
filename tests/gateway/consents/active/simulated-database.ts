import type { Consent } from '../../../../gateway/consents/active/active-consents.ts';
import type { ConsentsRead, ProcessSeat } from '../../../../gateway/consents/active/process-seat.ts';

/** A way to the database and back takes any time, and others go on meanwhile. Rejects where it breaks off. */
export type Travel = <Result>(label: string, act: () => Result) => Promise<Result>;

/** Few, so that processes are often further behind. */
const MAX_CHANGES = 2;

/** What a row of the table of processes says. */
export interface Row {
  readonly epoch: number;
  readonly renewals: number;
}

/** The tables as the migrations make them, each statement whole and at once; the versions of consents count on. */
export class SimulatedDatabase {
  epoch = 0;
  readonly rows = new Map<string, Row>();
  readonly #changed: string[] = [];
  readonly #versions = new Map<string, number>();

  /** @returns the version that the citizen's consent has now */
  change(personalId: string): number {
    const version = this.versionOf(personalId) + 1;
    this.#versions.set(personalId, version);
    this.#changed.push(personalId);
    this.epoch++;
    return version;
  }

  versionOf(personalId: string): number {
    return this.#versions.get(personalId) ?? 0;
  }

  read(personalIds: readonly string[]): ConsentsRead {
    const byCitizen = new Map(personalIds.map((id) => [id, [consentOf(id, this.versionOf(id))]]));
    return { epoch: this.epoch, byCitizen };
  }

  seatOf(processId: string, travel: Travel): ProcessSeat {
    return {
      stand: (epoch) =>
        travel(`${processId} stands`, () => {
          this.rows.set(processId, { epoch, renewals: (this.rows.get(processId)?.renewals ?? 0) + 1 });
        }),
      readChanges: (after) =>
        travel(`${processId} reads changes`, () => ({
          epoch: this.epoch,
          personalIds: this.epoch - after > MAX_CHANGES ? 'everybody' : [...new Set(this.#changed.slice(after))],
        })),
      readConsents: (personalIds) => travel(`${processId} reads anew`, () => this.read(personalIds)),
    };
  }
}

function consentOf(id: string, version: number): Consent {
  const times = { validFrom: 0, validUntil: Number.POSITIVE_INFINITY };
  return { id, version, agency: 'agency', purpose: 'purpose', fields: new Set(), state: 'given', ...times };
}
