import { CodedError } from '../../schema/coded-error.ts';
import { dayInVietnam, isInForce } from '../../schema/purposes/in-force.ts';
import { purposeKinds } from '../../schema/purposes/purpose.ts';
import type { Caller } from '../caller/caller.ts';
import type { ServedPurpose, ServedPurposes } from '../disclosure/served-purposes.ts';

/** `PurposeInput`, as a caller gives it. */
export interface PurposeInput {
  readonly code: string;
  readonly dossier?: string | null;
}

/**
 * Takes a caller at their word on what they ask for, as far as they may ask for it: the purpose exists and is in force,
 * they are among its recipients and signed in surely enough, and they name a dossier where one is needed.
 * @throws PURPOSE_UNKNOWN, PURPOSE_NOT_YOURS, PURPOSE_NOT_IN_FORCE, ASSURANCE_TOO_LOW, DOSSIER_REQUIRED, VALUE_INVALID
 */
export function statePurpose(
  purposes: ServedPurposes,
  caller: Caller,
  { code, dossier }: PurposeInput,
  now: Date = new Date(),
): ServedPurpose {
  const purpose = purposes.get(code);
  if (!purpose) throw new CodedError('PURPOSE_UNKNOWN');
  const recipient = purpose.recipients.find(
    ({ role, agencies }) =>
      role === caller.role && (caller.agency ? agencies.includes(caller.agency.kind) : agencies.length === 0),
  );
  if (!recipient) throw new CodedError('PURPOSE_NOT_YOURS', { purpose: code });
  if (!isInForce(purpose, dayInVietnam(now))) throw new CodedError('PURPOSE_NOT_IN_FORCE', { purpose: code });
  if (caller.eidLevel < recipient.eidLevel) {
    throw new CodedError('ASSURANCE_TOO_LOW', { purpose: code, level: recipient.eidLevel });
  }
  if (!dossier && purposeKinds[purpose.kind].needsDossier) throw new CodedError('DOSSIER_REQUIRED', { purpose: code });
  checkDossier(dossier);
  return purpose;
}

/** @throws VALUE_INVALID */
export function checkDossier(dossier: string | null | undefined): void {
  if (!dossier || dossierPattern.test(dossier)) return;
  throw new CodedError('VALUE_INVALID', {
    value: 'purpose.dossier',
    expected: '1 to 100 letters, digits and the signs - . / : _, and no personal ID',
  });
}

/** It goes into records and to ministries. 9 or 12 digits alone would be somebody's number. */
const dossierPattern = /^(?![0-9]{9}$|[0-9]{12}$)[\p{L}\p{M}\p{N}\-./:_]{1,100}$/u;
