import { CodedError } from '../../schema/coded-error.ts';
import { CLOCK_TOLERANCE_SECONDS } from '../caller/access-token.ts';
import type { Caller } from '../caller/caller.ts';
import { identify, type NamedCitizen } from '../identity/identify.ts';
import type { RequestContext } from '../request/request-context.ts';
import type { PurposeInput } from '../request/state-purpose.ts';
import { checkPurpose } from '../request/take-purpose.ts';
import { checkText } from './check-text.ts';
import type { EmergencyAccess, EmergencyReason } from './emergency-access.ts';

export interface StartInput extends NamedCitizen {
  readonly purpose: PurposeInput;
  readonly reason: EmergencyReason;
  readonly text: string;
}

/** How long ago a person who starts an access may have signed in, in minutes. */
const MAX_SIGN_IN_AGE_MINUTES = 5;

/**
 * Opens a citizen's data to the caller for an hour, because life or health is in danger, and records it first. Protected
 * citizens are opened as well, since the danger counts for more: the record is what guards them.
 * @throws what `checkPurpose` and `identify` throw, and SIGN_IN_TOO_OLD, VALUE_INVALID, EMERGENCY_LIMIT_REACHED,
 *         EMERGENCY_UNAVAILABLE
 */
export async function startEmergencyAccess(
  { purpose: stated, reason, text, ...named }: StartInput,
  context: RequestContext,
): Promise<EmergencyAccess> {
  const { caller, origin, records, trail } = context;
  if (!caller?.agency) throw new CodedError('PURPOSE_NOT_YOURS', { purpose: stated.code });
  const { kind, code: purpose, fields } = checkPurpose(stated, caller, context);
  if (kind !== 'emergency') {
    throw new CodedError('VALUE_INVALID', { value: 'purpose.code', expected: 'a purpose of the kind EMERGENCY' });
  }
  checkFreshSignIn(caller);
  const checked = checkText(text);
  origin.addPurpose(purpose);
  const { personalId: subject } = await identify(named, context, () => true);
  const opens = [...fields.byLaw.subject].sort();
  const about = { subject, purpose, dossier: stated.dossier ?? '', reason, text: checked, opens };
  const by = { agency: caller.agency.code, account: caller.person, client: caller.client };
  const access = await records.emergency.ask(({ accesses }) => accesses.start({ ...about, ...by }));
  trail?.addAct('emergency', subject, { purpose, dossier: access.dossier });
  return access;
}

/** Whoever finds a clerk's desk unattended must not get further than the clerk's own purposes. */
function checkFreshSignIn({ signedInAt }: Caller): void {
  const ageSeconds = Date.now() / 1000 - (signedInAt ?? 0);
  if (ageSeconds < -CLOCK_TOLERANCE_SECONDS || ageSeconds > MAX_SIGN_IN_AGE_MINUTES * 60) {
    throw new CodedError('SIGN_IN_TOO_OLD', { minutes: MAX_SIGN_IN_AGE_MINUTES });
  }
}
