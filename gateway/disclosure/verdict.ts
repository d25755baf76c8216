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
  /** What is open by consent and not by law, each field by one consent; left out where no consent counts. */
  readonly openByConsent?: readonly ConsentedFields[];
}

export interface ConsentedFields {
  readonly consent: Consent;
  readonly fields: FieldSet;
}

export type WithheldReason = keyof typeof withheldReasons;

/** None of them depends on what the registers hold, or on whether they hold anything. */
export const withheldReasons = {
  NOT_IN_PURPOSE: {
    why: 'the purpose does not need it',
    howTo: 'Leave it out, or state a purpose that opens it: the query purposes lists what each of them opens.',
  },
  CONSENT_REQUIRED: {
    why: 'the citizen has not consented',
    howTo: 'Leave it out, or ask the citizen with requestConsent for this purpose and scope.',
  },
  CONSENT_WITHDRAWN: {
    why: 'the citizen has withdrawn the consent',
    howTo: 'Leave it out, or ask the citizen anew with requestConsent for this purpose and scope.',
  },
  CONSENT_EXPIRED: {
    why: 'the consent has expired',
    howTo: 'Leave it out, or ask the citizen anew with requestConsent for this purpose and scope.',
  },
  CONSENT_UNAVAILABLE: {
    why: 'nobody can say just now whether the citizen consents',
    howTo: 'Ask again in some seconds. What the law opens is told all the same.',
  },
  ASSURANCE_TOO_LOW: {
    why: 'it is told at a higher eID level alone',
    howTo: 'Sign in at that level: the query fields tells it.',
  },
  RESTRICTED: {
    why: 'the law keeps it for the authorities that it names',
    howTo: 'Leave it out. It is withheld in the same way whether there is anything or not.',
  },
  CALLER_BLOCKED: {
    why: 'a security finding on your agency or program is open',
    howTo: 'Have the finding closed by who made it.',
  },
  SUBJECT_PROTECTED: {
    why: 'nothing may be told about the citizen, or nobody can say just now whether it may',
    howTo: 'Leave it out, or turn to the authority that protects the citizen.',
  },
} as const satisfies Record<string, { readonly why: string; readonly howTo: string }>;

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
