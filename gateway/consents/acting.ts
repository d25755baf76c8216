import { CodedError } from '../../schema/coded-error.ts';
import { getOwnPersonalId } from '../identity/identify.ts';
import type { Identity } from '../identity/identity.ts';
import type { RequestContext } from '../request/request-context.ts';
import { momentOfAge } from './age.ts';
import { getConsents } from './get-consents.ts';

/** Somebody who acts for a citizen, mostly for themselves. */
export interface Acting {
  /** The citizen's number in use. */
  readonly subject: string;
  readonly as: 'citizen' | 'guardian' | 'attorney';
  /** The personal ID of who acts. */
  readonly actor: string;
  /** When a guardian's part ends: the child is of age then. */
  readonly endsAt: Date | undefined;
}

/**
 * Finds out as what the citizen who signed in may give consent about a citizen.
 * @param subject  undefined for themselves
 * @throws IDENTITY_NOT_CITIZEN, IDENTITY_MISMATCH, CONSENT_NOT_REPRESENTED, CONSENT_NEEDS_GUARDIAN, IDENTITY_UNAVAILABLE
 */
export async function getGiver(subject: string | undefined, context: RequestContext): Promise<Acting> {
  const own = getOwnPersonalId(context.caller);
  const acting = await findActing(subject ?? own, context);
  if (!acting) throw new CodedError(subject === undefined ? 'IDENTITY_MISMATCH' : 'CONSENT_NOT_REPRESENTED');
  return acting.as === 'citizen' ? await checkOfAge(acting, context) : acting;
}

/**
 * As what the citizen who signed in may refuse, withdraw and see. For themselves everybody may, children too, and while
 * nobody can tell who people are.
 * @returns undefined when nothing lets them act for the citizen, or nobody bears the number
 * @throws  IDENTITY_NOT_CITIZEN, IDENTITY_UNAVAILABLE, CONSENT_UNAVAILABLE
 */
export async function findActing(subject: string, context: RequestContext): Promise<Acting | undefined> {
  const own = getOwnPersonalId(context.caller);
  if (subject === own) return { subject, as: 'citizen', actor: own, endsAt: undefined };
  const [actor, citizen] = await Promise.all([findPerson(own, context), findPerson(subject, context)]);
  if (!actor || !citizen) return undefined;
  const { personalId } = citizen;
  const acting = { subject: personalId, actor: actor.personalId };
  // Both numbers are of one person where one has replaced the other.
  if (personalId === actor.personalId) return { ...acting, as: 'citizen', endsAt: undefined };
  const { representations, ageOfConsent } = getConsents(context);
  const ofAgeAt = citizen.dateOfBirth === null ? undefined : momentOfAge(citizen.dateOfBirth, ageOfConsent);
  const isChild = ofAgeAt !== undefined && ofAgeAt.getTime() > Date.now();
  if (isChild && citizen.guardians.includes(actor.personalId)) return { ...acting, as: 'guardian', endsAt: ofAgeAt };
  const isAttorney = await representations.holds(personalId, actor.personalId);
  return isAttorney ? { ...acting, as: 'attorney', endsAt: undefined } : undefined;
}

/** @throws IDENTITY_MISMATCH, CONSENT_NEEDS_GUARDIAN */
async function checkOfAge(acting: Acting, context: RequestContext): Promise<Acting> {
  const { ageOfConsent } = getConsents(context);
  const person = await findPerson(acting.subject, context);
  if (!person || person.isDeceased) throw new CodedError('IDENTITY_MISMATCH');
  const { personalId, dateOfBirth } = person;
  if (dateOfBirth !== null && momentOfAge(dateOfBirth, ageOfConsent).getTime() > Date.now()) {
    throw new CodedError('CONSENT_NEEDS_GUARDIAN', { age: ageOfConsent });
  }
  return { ...acting, subject: personalId, actor: personalId };
}

interface Person extends Identity {
  readonly guardians: readonly string[];
}

/** A graph without families knows no guardians. */
async function findPerson(personalId: string, context: RequestContext): Promise<Person | undefined> {
  const { findDependant, findIdentity } = context;
  if (findDependant) return await findDependant(personalId, context);
  if (!findIdentity) throw new CodedError('IDENTITY_UNAVAILABLE');
  const identity = await findIdentity(personalId, context);
  return identity && { ...identity, guardians: [] };
}
