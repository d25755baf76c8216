import type { AgencyKind, EidLevel, Role } from '../callers.ts';
import type { DataClass } from '../marks/mark.ts';
import type { ConsentCeiling, PurposeKind, Recipient } from '../purposes/purpose.ts';
import type { Rule } from './rule.ts';

/** What rules are asked: may this caller be told this field, of this person, for this purpose? */
export interface Question {
  readonly caller: CallerProfile;
  readonly purpose: PurposeFacts;
  readonly field: FieldFacts;
  /** Whom the request is about, or who comes up beside them. */
  readonly person: Person;
  /** What the catalogue lists for that person. */
  readonly listed: Listed;
  /** Whether a consent of that person covers the field. */
  readonly isConsented: boolean;
}

export type Person = 'subject' | 'relative';

export type Listed = 'by-law' | 'by-consent' | 'nothing';

/** Who asks, as far as rules tell callers apart. */
export interface CallerProfile {
  readonly role: Role;
  readonly agencyKind: AgencyKind | 'none';
  readonly eidLevel: EidLevel;
  /** Whether a security finding on their agency or program is open. */
  readonly hasFinding: boolean;
}

/** A purpose, as it is on a day. */
export interface PurposeFacts {
  readonly code: string;
  readonly kind: PurposeKind;
  readonly isInForce: boolean;
  readonly recipients: readonly Recipient[];
  readonly consentCeiling: ConsentCeiling | undefined;
}

/** A field with a mark, under a rule set. */
export interface FieldFacts {
  /** `Citizen.religion` */
  readonly coordinate: string;
  readonly ministries: readonly string[];
  readonly scope: string;
  readonly class: DataClass;
  /** For whom the law keeps it, where it is RESTRICTED. */
  readonly authorities: readonly AgencyKind[];
}

export interface Answer {
  readonly isOpen: boolean;
  /** The rules that decided; none where no rule opens the field and none closes it. */
  readonly rules: readonly Rule[];
}

/** How surely a person must have signed in for a field of a class. */
export const neededEidLevels: Readonly<Record<DataClass, EidLevel>> = {
  PUBLIC: 0,
  BASIC: 1,
  SENSITIVE: 2,
  RESTRICTED: 2,
};
