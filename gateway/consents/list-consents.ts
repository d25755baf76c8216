import { CodedError } from '../../schema/coded-error.ts';
import { getOwnPersonalId } from '../identity/identify.ts';
import type { ListPart } from '../list-part.ts';
import type { RequestContext } from '../request/request-context.ts';
import { findActing } from './acting.ts';
import type { ConsentPage, ConsentPart } from './consent-lists.ts';
import { getConsents } from './get-consents.ts';

/**
 * Consents and requests of the citizen who signed in, or of one for whom they act, under all numbers that the citizen has
 * had.
 * @param citizen  undefined for who signed in
 * @throws IDENTITY_NOT_CITIZEN, CONSENT_NOT_REPRESENTED, IDENTITY_UNAVAILABLE, CONSENT_UNAVAILABLE, VALUE_INVALID
 */
export async function listConsents(
  citizen: string | undefined,
  page: ListPart,
  context: RequestContext,
): Promise<ConsentPage> {
  const acting = await findActing(citizen ?? getOwnPersonalId(context.caller), context);
  if (!acting) throw new CodedError('CONSENT_NOT_REPRESENTED');
  const { subject } = acting;
  const identity = await context.findIdentity?.(subject, context);
  const numbers = identity ? [identity.personalId, ...identity.formerPersonalIds] : [subject];
  return await getConsents(context).lists.list(numbers, { ...page, states: anyState });
}

const anyState: ConsentPart['states'] = ['requested', 'given', 'refused', 'withdrawn'];
