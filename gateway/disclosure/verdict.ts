import type { Consent } from '../consents/active/active-consents.ts';
import type { FieldSet } from './field-set.ts';

/**
 * What may be told of one citizen to one caller for one purpose. Equal sets of open fields are one object, as far as can
 * be: what is prepared for one is kept by its identity.
 */
export interface Verdict {
  readonly open: FieldSet;
  /** Why the others are withheld. */
  readonly reasonFor: (index: number) => WithheldReason;
  /** The consent by which a field is open; undefined where the law opens it. */
  readonly consentFor?: (index: number) => Consent | undefined;
}

export type WithheldReason = keyof typeof withheldReasons;

/** What a caller can do about it. None of them depends on what the registers hold, or on whether they hold anything. */
export const withheldReasons = {
  NOT_IN_PURPOSE: 'the purpose does not need it. Leave it out, or state a purpose that needs it',
  CONSENT_REQUIRED: 'the citizen has not consented. Leave it out, or ask for consent',
  CONSENT_WITHDRAWN: 'the citizen has withdrawn the consent. Leave it out, or ask for consent anew',
  CONSENT_EXPIRED: 'the consent has expired. Leave it out, or ask for it to be renewed',
  CONSENT_UNAVAILABLE: 'nobody can say just now whether the citizen consents. Ask again later',
  ASSURANCE_TOO_LOW: 'it is told at a higher eID level alone. Sign in at that level',
  RESTRICTED: 'the law keeps it for the authorities that it names. Leave it out',
  CALLER_BLOCKED: 'a security finding on your agency or program is open. Have it closed',
  SUBJECT_PROTECTED: 'nothing may be told about the citizen, or nobody can say just now whether it may. Leave it out',
} as const;

/** The verdicts of one request. */
export interface Disclosure {
  /**
   * Decides on citizens, so that `verdictOn` knows them. Never rejects: where nobody can decide, nothing is open.
   * @returns undefined when all of them are decided on
   */
  decide(personalIds: readonly string[]): Promise<void> | undefined;
  /**
   * The verdict on a citizen as of now, never wider than before: what was not fetched cannot be told. What is public is
   * open of one who was not decided on.
   */
  verdictOn(personalId: unknown): Verdict;
  /** For what belongs to no citizen. */
  readonly verdictOnNobody: Verdict;
}
