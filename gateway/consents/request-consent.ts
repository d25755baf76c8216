import { randomInt } from 'node:crypto';
import { CodedError } from '../../schema/coded-error.ts';
import type { Caller } from '../caller/caller.ts';
import type { ConsentRow } from '../database/gateway-database.ts';
import { checkMayName, getOwnPersonalId, identify, identifySelf, type NamedCitizen } from '../identity/identify.ts';
import type { RequestContext } from '../request/request-context.ts';
import { type PurposeInput, statePurpose } from '../request/state-purpose.ts';
import { createUuidV7 } from '../uuid-v7.ts';
import { readCall } from './call.ts';
import type { ConsentChange } from './consent-store.ts';
import { type Choice, type ConsentTerms, chooseTerms, getConsentable } from './consent-terms.ts';
import { ruleSetAt } from './evidence.ts';
import { getConsents } from './get-consents.ts';
import { inDays } from './in-days.ts';

/** `RequestConsentInput`, as an agency gives it. */
export interface RequestInput extends Partial<NamedCitizen>, Choice {
  readonly purpose: PurposeInput;
  readonly idempotencyKey: string;
}

/** How long a citizen has to answer. No law says; it is proposed here. */
const ANSWER_WITHIN_DAYS = 14;

/** The most requests of one agency that a citizen has to look at. */
const MAX_OPEN_REQUESTS = 5;

/**
 * Asks a citizen for consent, for the caller's agency and one of its purposes.
 * @throws what `statePurpose`, `identify`, `getConsentable` and `chooseTerms` throw, CONSENT_NOT_ASKABLE, CONSENT_TOO_MANY,
 *         CONSENT_KEY_REUSED, CONSENT_UNAVAILABLE
 */
export async function requestConsent(input: RequestInput, context: RequestContext): Promise<ConsentRow> {
  const { caller, purposes, origin } = context;
  const { store } = getConsents(context);
  if (!caller?.agency) throw new CodedError('PURPOSE_NOT_YOURS', { purpose: input.purpose.code });
  statePurpose(purposes, caller, input.purpose);
  origin.addPurpose(input.purpose.code);
  const purpose = getConsentable(input.purpose.code, context);
  const about = { agency: caller.agency.code, purpose, dossier: input.purpose.dossier || null };
  const terms = chooseTerms(input, about, context);
  const { fields, days, dossier } = terms;
  const subject = await findSubject(input, caller, context);
  if (context.identityNotices.some(({ personalId, isDeceased }) => isDeceased && personalId === subject)) {
    throw new CodedError('CONSENT_NOT_ASKABLE', { reason: 'the citizen has died' });
  }
  const call = readCall(caller, input.idempotencyKey, [subject, terms.agency, purpose.code, dossier, fields, days]);
  return await store.change(subject, async (change) => {
    const repeated = await change.findRepeated(call);
    if (repeated) return repeated;
    await checkAskable(change, terms);
    return await change.append({
      ...{ consent: createUuidV7(), version: 1, kind: 'requested', purpose: purpose.code },
      ...{ agency: terms.agency, dossier, fields: [...fields], days, code: createCode() },
      ...{ answer_until: inDays(change.now, ANSWER_WITHIN_DAYS), acted_as: 'agency' },
      ...{ account: caller.person, client: caller.client, eid_level: caller.eidLevel },
      ...ruleSetAt(change.now),
      ...{ call_key: call.key, call_digest: call.digest },
    });
  });
}

/** A portal asks the citizen whom it acts for; everybody else names one as the law wants it. */
async function findSubject(named: Partial<NamedCitizen>, caller: Caller, context: RequestContext): Promise<string> {
  if (caller.role === 'portal') {
    const own = getOwnPersonalId(caller);
    if (named.personalId && named.personalId !== own) throw new CodedError('IDENTITY_MISMATCH');
    return (await identifySelf(own, context)).personalId;
  }
  checkMayName(caller);
  const { personalId } = named;
  if (!personalId) throw new CodedError('IDENTITY_INCOMPLETE');
  return (await identify({ ...named, personalId }, context)).personalId;
}

async function checkAskable(change: ConsentChange, { agency }: ConsentTerms): Promise<void> {
  if (await change.isObjectedTo(agency)) {
    throw new CodedError('CONSENT_NOT_ASKABLE', { reason: 'the citizen objects to processing by your agency' });
  }
  if ((await change.countOpenRequests(agency)) >= MAX_OPEN_REQUESTS) {
    throw new CodedError('CONSENT_TOO_MANY', {
      limit: MAX_OPEN_REQUESTS,
      what: 'requests of your agency to the citizen',
    });
  }
}

/** The clerk reads it out, and the citizen finds the request by it: nothing that sounds or looks like another. */
function createCode(): string {
  return Array.from({ length: 6 }, () => CODE_LETTERS.charAt(randomInt(CODE_LETTERS.length))).join('');
}

const CODE_LETTERS = '23456789ACDEFHJKMNPQRTUVWXY';
