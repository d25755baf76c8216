import type { AgencyKind, EidLevel, Role } from '../callers.ts';

/**
 * What citizens' data may be asked for: one file of `catalogue/`, checked. It says who may ask, by which law, and which
 * fields are open. Nothing is open that no purpose opens.
 */
export interface Purpose {
  /** Kebab-case English, the name of its file: `birth-registration`. It stands in operations, consents and records. */
  readonly code: string;
  readonly title: Label;
  readonly kind: PurposeKind;
  /** The sector's own law, one document at least whose day of force is known. */
  readonly basis: readonly LegalBasis[];
  /** What lets personal data be processed for purposes of this kind, one document after the other in time. */
  readonly grounds: readonly LegalBasis[];
  readonly recipients: readonly Recipient[];
  /** What the law opens. */
  readonly byLaw: Openings;
  /** What the citizen's consent opens, of each citizen that citizen's own. */
  readonly byConsent: Openings;
  /** How far a consent may go; undefined where `byConsent` opens nothing. */
  readonly consentCeiling: ConsentCeiling | undefined;
  /** What may be compared with values that the caller states. The answer is match or mismatch, never the value. */
  readonly compares: readonly FieldSelector[];
  /** What the form needs beyond these fields, from registers that are not in the graph. For documentation. */
  readonly alsoNeeds: readonly string[];
  /** What is from memory or our own proposal, and is to be checked before anybody relies on it. */
  readonly unverified: readonly string[];
}

/** A text for people, in both languages. */
export interface Label {
  readonly vi: string;
  readonly en: string;
}

/** What kinds of purposes there are, and whether a caller has to name the dossier, case or contract that it is about. */
export const purposeKinds = {
  procedure: { needsDossier: true },
  verification: { needsDossier: true },
  'consented-service': { needsDossier: true },
  'own-view': { needsDossier: false },
  statistics: { needsDossier: false },
  emergency: { needsDossier: true },
} as const satisfies Record<string, { readonly needsDossier: boolean }>;

export type PurposeKind = keyof typeof purposeKinds;

/** A law, decree, circular or decision; `legal-documents.yaml` has them all. */
export interface LegalDocument {
  readonly id: string;
  readonly title: Label;
  /** As it is cited: `70/2024/NĐ-CP`; undefined where our sources do not give it. */
  readonly number: string | undefined;
  /** The first day of force, YYYY-MM-DD; undefined where our sources do not give it. Then nothing rests on it alone. */
  readonly from: string | undefined;
  /** The last day of force, YYYY-MM-DD; undefined while no end is set. */
  readonly until: string | undefined;
  /** Where we have this from. */
  readonly source: string;
}

export interface LegalBasis {
  readonly document: LegalDocument;
  /** `Art. 10`; undefined for the document as a whole. */
  readonly article: string | undefined;
}

/** Callers that may state a purpose: a role, in an agency of one of these kinds. */
export interface Recipient {
  readonly role: Role;
  /** Empty for citizens alone, who ask for no agency. */
  readonly agencies: readonly AgencyKind[];
  /** How surely they must have signed in, at least. 0 only for partners, whose programs have no eID. */
  readonly eidLevel: EidLevel;
}

/** Fields that are open, of the citizen who is asked about and of others who come up in the answer. */
export interface Openings {
  readonly subject: readonly FieldSelector[];
  /** Of relatives, members of the household, dependants and parties to a case. */
  readonly relatives: readonly FieldSelector[];
}

/**
 * A field with a mark (`Citizen.fullName`), all fields of a scope (`population.contact`), or `*`, all that the law does
 * not restrict. Fields without a mark of their own go with the field that they are reached through.
 */
export type FieldSelector = string;

export interface ConsentCeiling {
  /** How long a consent may run at most, in days. */
  readonly maxDays: number;
  /** How surely the citizen must have signed in to give it. */
  readonly eidLevel: EidLevel;
}

/** Purposes by code, in the order of their codes. */
export type Catalogue = ReadonlyMap<string, Purpose>;
