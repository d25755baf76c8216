import type { Consent } from '../consents/active/active-consents.ts';
import type { CitizenTally, DisclosureTally } from './disclosure-tally.ts';
import { FieldSet, GrowingFieldSet } from './field-set.ts';
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
    withheld: groupByReason(tally),
  }));
}

function accountForTold({ told, empty, verdict: { consentFor } }: CitizenTally) {
  if (!consentFor) return { byLaw: { told, empty }, byConsent: [] };
  const toldBy = groupFields(told, consentFor);
  const emptyBy = groupFields(empty, consentFor);
  const of = (consent: Consent | undefined): ToldFields => ({
    told: toldBy.get(consent) ?? FieldSet.none,
    empty: emptyBy.get(consent) ?? FieldSet.none,
  });
  const consents = [...new Set([...toldBy.keys(), ...emptyBy.keys()])].filter((consent) => consent !== undefined);
  const byConsent = consents.map((consent) => ({ id: consent.id, version: consent.version, ...of(consent) }));
  return { byLaw: of(undefined), byConsent };
}

function groupByReason({ withheld, verdict }: CitizenTally): ReadonlyMap<WithheldReason, FieldSet> {
  return groupFields(withheld, verdict.reasonFor);
}

function groupFields<Key>(fields: FieldSet, keyOf: (index: number) => Key): ReadonlyMap<Key, FieldSet> {
  const groups = new Map<Key, GrowingFieldSet>();
  for (const index of fields.indexes) {
    const key = keyOf(index);
    const group = groups.get(key) ?? new GrowingFieldSet();
    group.add(index);
    groups.set(key, group);
  }
  return new Map(Array.from(groups, ([key, group]) => [key, FieldSet.copyOf(group)]));
}
