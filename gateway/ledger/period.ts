/** A time of the ledger. */
export interface Period {
  readonly begin: Date;
  /** The moment after the last. */
  readonly end: Date;
}
