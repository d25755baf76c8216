import type { Consent } from '../consents/active/active-consents.ts';
import type { CitizenTally, DisclosureTally } from './disclosure-tally.ts';
import type { FieldSet } from './field-set.ts';
import type { WithheldReason } from './verdict.ts';

/**
 * What one answer tells of one citizen, by which right, and what it withholds: what a record is written from. Fields of
 * the register that the request saw; never a value.
 */
export interface CitizenAccount {
  readonly personalId: string;
  /** Whether the request is about them; otherwise they came up as somebody's relative. */
  readonly isSubject: boolean;
  /** What is public is among it. */
  readonly byLaw: ToldFields;
  readonly byConsent: readonly (ToldFields & Pick<Consent, 'id' | 'version'>)[];
  readonly withheld: ReadonlyMap<WithheldReason, FieldSet>;
}

export interface ToldFields {
  /** With a value, at one place at least. */
  readonly told: FieldSet;
  /** That there is nothing. */
  readonly empty: FieldSet;
}

/** Accounts for everybody in an answer, those of whom nothing but their number is told too. */
export function accountFor(
  { citizens }: DisclosureTally,
  disclosure: { isSubject(personalId: string): boolean },
): readonly CitizenAccount[] {
  return Array.from(citizens, ([personalId, tally]) => ({
    personalId,
    isSubject: disclosure.isSubject(personalId),
    ...accountForTold(tally),
    withheld: tally.withheld,
  }));
}

function accountForTold(tally: CitizenTally): Pick<CitizenAccount, 'byLaw' | 'byConsent'> {
  let { told, empty } = tally.toldFields;
  const byConsent: CitizenAccount['byConsent'][number][] = [];
  for (const { consent, fields } of tally.verdict.openByConsent ?? []) {
    const { id, version } = consent;
    const consented = { id, version, told: told.intersection(fields), empty: empty.intersection(fields) };
    if (consented.told.isEmpty && consented.empty.isEmpty) continue;
    byConsent.push(consented);
    told = told.difference(fields);
    empty = empty.difference(fields);
  }
  return { byLaw: { told, empty }, byConsent };
}
