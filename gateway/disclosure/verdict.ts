import type { FieldSet } from './field-set.ts';

/**
 * What may be told of one citizen to one caller for one purpose. Equal verdicts are one object, as far as can be: what is
 * prepared for one is kept by its identity.
 */
export interface Verdict {
  readonly open: FieldSet;
  /** Why the others are withheld. */
  readonly reasonFor: (index: number) => WithheldReason;
}

export type WithheldReason = keyof typeof withheldReasons;

/** What a caller can do about it. */
export const withheldReasons = {
  NOT_IN_PURPOSE: 'the purpose does not need it. Leave it out, or state a purpose that needs it',
  CONSENT_REQUIRED: 'the citizen has not consented. Leave it out, or ask for consent',
  RESTRICTED: 'the law keeps it for the authorities that it names. Leave it out',
} as const;

/** The verdicts of one request. */
export interface Disclosure {
  /**
   * Decides on citizens, so that `verdictOn` knows them. Never rejects: where nobody can decide, nothing is open.
   * @returns undefined when all of them are decided on
   */
  decide(personalIds: readonly string[]): Promise<void> | undefined;
  /** The verdict on a citizen; nothing is open of one who was not decided on. */
  verdictOn(personalId: unknown): Verdict;
  /** For what belongs to no citizen. */
  readonly verdictOnNobody: Verdict;
}
