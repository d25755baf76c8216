import { CodedError } from '../../schema/coded-error.ts';
import type { Caller } from '../caller/caller.ts';
import type { RequestContext } from '../request/request-context.ts';
import type { Identity } from './identity.ts';
import { normaliseName } from './normalise-name.ts';

/** How a caller names a citizen. */
export interface NamedCitizen {
  readonly personalId: string;
  readonly fullName?: string | null;
  readonly dateOfBirth?: string | null;
}

/** What is known of a citizen before anything is fetched. */
export type CitizenReference = Pick<Identity, 'personalId' | 'formerPersonalIds'>;

/**
 * Finds the citizen whom a caller names, who may.
 * @throws IDENTITY_MISMATCH  the same whether the number is nobody's, name or date of birth are another's, or nothing
 *         may be told about the citizen
 * @throws IDENTITY_INCOMPLETE, IDENTITY_LOCKED, IDENTITY_UNAVAILABLE
 * @param mayBeTold  of whom something may be told; never of the protected unless told otherwise
 */
export async function identify(
  named: NamedCitizen,
  context: RequestContext,
  mayBeTold: MayBeTold = unlessProtected,
): Promise<CitizenReference> {
  const { caller, findIdentity, guard } = context;
  if (!caller) return await identifyFreely(named, context);
  if (!named.fullName || !named.dateOfBirth) throw new CodedError('IDENTITY_INCOMPLETE');
  if (!findIdentity) throw new CodedError('IDENTITY_UNAVAILABLE');
  const identity = await guard.attempt(caller, async () => {
    const found = await findIdentity(named.personalId, context);
    const result = found && agrees(found, named) && (await mayBeTold(found)) ? found : undefined;
    return { result, agrees: result !== undefined };
  });
  if (!identity) throw new CodedError('IDENTITY_MISMATCH');
  return notify(named.personalId, identity, context);
}

/** Whether anything may be told of somebody. */
export type MayBeTold = (identity: Identity) => boolean | Promise<boolean>;

export const unlessProtected: MayBeTold = ({ isProtected }) => !isProtected;

/**
 * Whether the caller may name a citizen at all. Citizens and portals ask for themselves, the others never for a person.
 * @throws IDENTITY_NOT_ASKABLE
 */
export function checkMayName(caller: Caller | undefined): void {
  if (caller && !namingRoles.has(caller.role)) throw new CodedError('IDENTITY_NOT_ASKABLE', { role: caller.role });
}

const namingRoles: ReadonlySet<string> = new Set(['clerk', 'partner']);

/**
 * The number of the citizen who signed in, or whom a portal acts for.
 * @throws IDENTITY_NOT_CITIZEN
 */
export function getOwnPersonalId(caller: Caller | undefined): string {
  if (caller?.citizen === undefined) throw new CodedError('IDENTITY_NOT_CITIZEN');
  return caller.citizen;
}

/**
 * Finds the citizen whose token the number is from. While nobody can tell who that is the number of the token
 * stands, so that they see at least what other ministries hold.
 * @throws IDENTITY_MISMATCH
 */
export async function identifySelf(personalId: string, context: RequestContext): Promise<CitizenReference> {
  const identity = await findIfPossible(personalId, context);
  if (identity === 'unavailable') return { personalId, formerPersonalIds: [] };
  if (!identity) throw new CodedError('IDENTITY_MISMATCH');
  return notify(personalId, identity, context);
}

/** Whoever asks without signing in is in a graph where nothing is withheld, so the number alone will do. */
async function identifyFreely(named: NamedCitizen, context: RequestContext): Promise<CitizenReference> {
  const identity = await findIfPossible(named.personalId, context);
  if (identity === 'unavailable') return { personalId: named.personalId, formerPersonalIds: [] };
  if (!identity || !agrees(identity, named)) throw new CodedError('IDENTITY_MISMATCH');
  return notify(named.personalId, identity, context);
}

async function findIfPossible(
  personalId: string,
  context: RequestContext,
): Promise<Identity | undefined | 'unavailable'> {
  const { findIdentity } = context;
  if (!findIdentity) return 'unavailable';
  return await findIdentity(personalId, context).catch((error: unknown) => {
    if (error instanceof CodedError && error.code === 'IDENTITY_UNAVAILABLE') return 'unavailable';
    throw error;
  });
}

/** Whether name and date of birth are those on record, as far as they are given. */
export function agrees(
  identity: Identity,
  { fullName, dateOfBirth }: Pick<NamedCitizen, 'fullName' | 'dateOfBirth'>,
): boolean {
  // Nearly all write the name as it is on record, and comparing what is equal costs nothing.
  const isNamed =
    !fullName || fullName === identity.fullName || normaliseName(fullName) === normaliseName(identity.fullName ?? '');
  return isNamed && (!dateOfBirth || dateOfBirth === identity.dateOfBirth);
}

/** Refers to a citizen, and lets the answer say what there is to say about the number that was given. */
export function notify(given: string, identity: Identity, context: RequestContext): CitizenReference {
  const { personalId, formerPersonalIds, isSuperseded, isDeceased } = identity;
  if (isSuperseded || isDeceased) context.identityNotices.push({ given, personalId, isSuperseded, isDeceased });
  return { personalId, formerPersonalIds };
}
