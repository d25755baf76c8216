/** The consents that decisions are made on, as far as this process knows them; they hold in all processes alike. */
export interface ActiveConsents {
  /** One request's view of them, which it closes at its end. */
  open(): ConsentView;
  /**
   * Waits until no process of the gateway can still tell by consents as they were before the call: at most 3.5 s, also
   * when the database is away. Never rejects. To be called after the commit, as a withdrawal must be before it is told.
   */
  whenEverywhere(): Promise<void>;
  /** Ends what runs in the background. */
  close(): Promise<void>;
}

export interface ConsentView {
  /**
   * Finds the consents of citizens, together with those that other requests ask for. Never rejects.
   * @returns undefined when all of them are in memory
   */
  find(personalIds: readonly string[]): Promise<void> | undefined;
  /**
   * The consents of a citizen, by the newest that this process knows: what is withdrawn while the request runs, is
   * withdrawn here. So ask again when the answer is written; as long as nothing changed, it is the same list.
   * @returns 'unavailable' where nobody can say, or nobody has asked: then nothing is open by consent
   */
  of(personalId: string): readonly Consent[] | 'unavailable';
  /**
   * Another number when anything that was found has changed, or can no more be told. What was written by one number and
   * leaves later than in the same turn, after a wait for its record, must not leave by another.
   */
  readonly version: number;
  /** Lets go of what it found. */
  close(): void;
}

/** A consent as decisions need it. Those that ended of late are there for the reason only. */
export interface Consent {
  readonly id: string;
  /** Counts its changes. */
  readonly version: number;
  /** Code of the agency that it was given to. */
  readonly agency: string;
  /** Code of the purpose. */
  readonly purpose: string;
  /** Coordinates, fixed when it was given: a scope that grows later does not widen it. */
  readonly fields: ReadonlySet<string>;
  readonly state: 'given' | 'withdrawn';
  /** Milliseconds since the epoch. Before it, it does not hold yet. */
  readonly validFrom: number;
  /** Milliseconds since the epoch. From then on, it has expired. */
  readonly validUntil: number;
}
