import { ConsentLookUps } from '../../../../gateway/consents/active/consent-look-ups.ts';
import { FollowedChanges } from '../../../../gateway/consents/active/follow-changes.ts';
import { type Known, KnownConsents } from '../../../../gateway/consents/active/known-consents.ts';
import { type Clocks, Trust } from '../../../../gateway/consents/active/trust.ts';
import { createLog } from '../../../../gateway/log.ts';
import type { SimulatedDatabase, Travel } from './simulated-database.ts';

const log = createLog({ logLevel: 'silent' });

/** What the gateway runs in each process, over a database that is simulated. */
export class SimulatedProcess {
  readonly #database: SimulatedDatabase;
  readonly #travel: Travel;
  readonly #id: string;
  readonly #trust: Trust;
  readonly #known = new KnownConsents();
  readonly #lookUps: ConsentLookUps;
  #followed: FollowedChanges;

  constructor(id: string, database: SimulatedDatabase, travel: Travel, clocks: Clocks) {
    this.#id = id;
    this.#database = database;
    this.#travel = travel;
    this.#trust = new Trust(clocks);
    this.#followed = this.#connect();
    const read = (ids: readonly string[]) => travel(`${id} looks up`, () => database.read(ids));
    this.#lookUps = new ConsentLookUps(this.#known, read, log);
  }

  async renew(): Promise<void> {
    await this.#followed.renew().catch(() => {
      this.#followed = this.#connect();
    });
  }

  hold(citizen: string): Known {
    return this.#known.hold(citizen);
  }

  async load(known: Known): Promise<void> {
    if (this.#trust.isFresh && known.consents === 'unavailable') await this.#lookUps.load([known]);
  }

  release(known: Known): void {
    this.#known.release(known);
  }

  /** The version of their consent by which an answer would be written now; undefined where nothing would be open. */
  versionOf({ consents }: Known): number | undefined {
    return this.#trust.isFresh && consents !== 'unavailable' ? consents[0]?.version : undefined;
  }

  #connect(): FollowedChanges {
    return new FollowedChanges(this.#database.seatOf(this.#id, this.#travel), this.#known, this.#trust);
  }
}
