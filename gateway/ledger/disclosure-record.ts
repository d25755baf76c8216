import type { Role } from '../../schema/callers.ts';
import type { WithheldReason } from '../disclosure/verdict.ts';

/**
 * What a request was told of one citizen, or asked and was refused: what the ledger keeps. Never a value of a field. A
 * request that was told of several citizens leaves a record of each.
 */
export interface DisclosureRecord {
  /** UUID version 7, as `createUuidV7` makes it. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly kind: RecordKind;
  readonly requestId: string;
  readonly role: RecordedRole;
  /** Code of the agency; null for a citizen and for the operator. */
  readonly agency: string | null;
  /** The account that signed in. Never a personal ID. */
  readonly account: string;
  /** The program that asked. */
  readonly client: string;
  /** Code of the purpose; null where none was stated. */
  readonly purpose: string | null;
  readonly dossier: string | null;
  /** Personal ID of the citizen whom it is about; null where that is nobody. */
  readonly subject: string | null;
  /** Whether the request was about another citizen, and this one came up in the answer. */
  readonly isRelative: boolean;
  /** Whether the citizen asked about themselves, or a portal did for them. */
  readonly isOwn: boolean;
  /** The operation's signature; null where the request did not get as far. */
  readonly operation: string | null;
  readonly fields: RecordedFields;
  /** `ANSWERED`, or the code of the error. */
  readonly outcome: string;
}

/** As what somebody acted: a caller of the gateway, or who operates it. */
export type RecordedRole = Role | 'operator';

/** What happened. */
export const recordKinds = {
  disclosure: 'fields of a citizen were told or withheld',
  comparison: 'fields of a citizen were compared with what the caller stated',
  emergency: 'fields of a citizen were told because life or health was in danger',
  mismatch: 'a citizen was named wrongly, and nothing was told',
  refusal: 'a request was refused, and nothing was told',
  'dry-run': 'it was told which fields would be open, and no field',
  'ledger-read': 'records about a citizen were read',
  correction: 'a correction was asked for, or answered',
  concealment: 'records were kept back from the citizens for a time',
  erasure: 'a record, named as the dossier, was made to no longer tell whom it is about',
} as const;

export type RecordKind = keyof typeof recordKinds;

/** Positions in the register of an edition, as `FieldSet.key` writes them. */
export type FieldsCode = string;

/** Fields that were open. */
export interface ToldFields {
  /** With a value. */
  readonly told: FieldsCode;
  /** Null or an empty list, since nothing is on record, or could not be fetched. */
  readonly empty: FieldsCode;
}

/** Fields that were open by the consent of the citizen. */
export interface ConsentedFields extends ToldFields {
  readonly consent: string;
  /** Of the consent. */
  readonly version: number;
}

/** What was asked, field by field. */
export interface RecordedFields {
  /** Open by the law that the purpose rests on. What is public is among them. */
  readonly byLaw: ToldFields;
  readonly byConsent: readonly ConsentedFields[];
  readonly compared: FieldsCode;
  readonly withheld: Readonly<Partial<Record<WithheldReason, FieldsCode>>>;
  /** Positions among the ministries of the edition: those that were asked. */
  readonly ministries: FieldsCode;
}

/** Of a record that is about no field. */
export const noFields: RecordedFields = {
  byLaw: { told: '', empty: '' },
  byConsent: [],
  compared: '',
  withheld: {},
  ministries: '',
};
