import type { Caller } from '../caller/caller.ts';
import type { FieldRegister } from './field-register.ts';
import { FieldSet } from './field-set.ts';
import type { ServedPurpose } from './served-purposes.ts';
import type { WithheldReason } from './verdict.ts';

/**
 * What a caller may be told for a purpose. Equal callers and purposes give the same objects: what is prepared for them is
 * kept by identity.
 */
export type FindMasks = (caller: Caller | undefined, purpose: ServedPurpose) => PurposeMasks;

export interface PurposeMasks {
  /** Of the citizens whom the request is about. */
  readonly subject: Masks;
  /** Of everybody else who comes up in the answer. */
  readonly relatives: Masks;
}

/** What may be told of one kind of person, over the register. */
export interface Masks {
  /** Whatever citizens say. What is public is among them. */
  readonly byLaw: FieldSet;
  /** Of a citizen whose consent covers the field. */
  readonly byConsent: FieldSet;
  /** Why a field that is in neither is withheld. */
  readonly reasonFor: (index: number) => WithheldReason;
}

/** What is open when no purpose is stated, and of nobody: what is public. */
export function createPublicMasks({ fields }: FieldRegister): Masks {
  const isPublic = (index: number): boolean => fields[index]?.mark.class === 'PUBLIC';
  return {
    byLaw: FieldSet.of(fields.keys().filter(isPublic)),
    byConsent: FieldSet.none,
    reasonFor: (index) => (fields[index]?.mark.class === 'RESTRICTED' ? 'RESTRICTED' : 'NOT_IN_PURPOSE'),
  };
}
