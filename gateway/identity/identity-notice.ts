/** What a caller is told about who it named, beside the data: one entry for each citizen about whom there is something. */
export interface IdentityNotice {
  /** The number that the caller gave: a personal ID, or one of 9 digits. */
  readonly given: string;
  /** The number in use, which the answer's data is about. */
  readonly personalId: string;
  /** Whether the given number is one that was replaced. */
  readonly isSuperseded: boolean;
  readonly isDeceased: boolean;
}
