import { CodedError } from '../../schema/coded-error.ts';
import type { ServedPurpose } from '../disclosure/served-purposes.ts';
import { type MayBeTold, unlessProtected } from '../identity/identify.ts';
import type { RequestContext } from '../request/request-context.ts';

/**
 * Checks that the caller has opened a citizen's data in an emergency and may still look at it.
 * @param purpose  of the kind emergency
 * @throws EMERGENCY_ACCESS_REQUIRED, EMERGENCY_UNAVAILABLE
 */
export async function checkEmergencyAccess(
  purpose: ServedPurpose,
  personalId: string,
  context: RequestContext,
): Promise<void> {
  const isOpen = await hasLiveAccess(purpose, personalId, context);
  if (!isOpen) throw new CodedError('EMERGENCY_ACCESS_REQUIRED', { purpose: purpose.code });
}

/**
 * Of whom something may be told for a purpose. A protected citizen is told of in an emergency alone, and only once an
 * access to them is on record: before that they are as unknown as ever.
 */
export function whoMayBeTold(purpose: ServedPurpose | undefined, context: RequestContext): MayBeTold {
  if (purpose?.kind !== 'emergency') return unlessProtected;
  return async (identity) => unlessProtected(identity) || hasLiveAccess(purpose, identity.personalId, context);
}

async function hasLiveAccess(
  { code: purpose }: ServedPurpose,
  personalId: string,
  { caller, records }: RequestContext,
): Promise<boolean> {
  if (!caller?.agency) return false;
  const holder = { agency: caller.agency.code, account: caller.person, purpose };
  return await records.emergency.ask(({ accesses }) => accesses.isLive(holder, personalId));
}
