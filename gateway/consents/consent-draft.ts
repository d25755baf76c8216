import { CodedError } from '../../schema/coded-error.ts';
import type { ConsentRow } from '../database/gateway-database.ts';
import type { RequestContext } from '../request/request-context.ts';
import { checkDossier, type PurposeInput } from '../request/state-purpose.ts';
import { type Acting, findActing, getGiver } from './acting.ts';
import { type Choice, type ConsentTerms, checkWithin, chooseTerms, getConsentable } from './consent-terms.ts';
import { getConsents } from './get-consents.ts';

/** What a citizen is about to consent to: a request, or an agency and a purpose of their own accord. */
export interface DraftInput extends Choice {
  readonly request?: string | null;
  readonly agency?: string | null;
  readonly purpose?: PurposeInput | null;
  /** Whom a guardian or an attorney acts for; a request tells that by itself. */
  readonly onBehalfOf?: string | null;
}

export interface RenewalInput {
  /** Of the consent. */
  readonly id: string;
  readonly days: number;
}

/** What somebody may consent to. */
export interface ConsentDraft {
  readonly terms: ConsentTerms;
  readonly acting: Acting;
  /** The request that it answers or the consent that it renews. */
  readonly before: ConsentRow | undefined;
}

/**
 * Reads what somebody is about to consent to: within the purpose's ceiling and within what was asked for.
 * @throws what `getGiver`, `getConsentable` and `chooseTerms` throw, CONSENT_UNKNOWN, CONSENT_UNAVAILABLE
 */
export async function readDraft(input: DraftInput, context: RequestContext): Promise<ConsentDraft> {
  if (input.request) {
    const { before, acting } = await getOwn(input.request, context);
    const terms = chooseTerms(input, aboutOf(before, context), context);
    // One that was answered is refused for that, unless it is the same call again.
    if (before.state === 'requested') checkWithin(terms, before);
    return { terms, acting, before };
  }
  const { agency, purpose, onBehalfOf } = input;
  if (!agency || !purpose) {
    throw new CodedError('VALUE_INVALID', { value: 'input', expected: 'a request, or an agency and a purpose' });
  }
  checkAgency(agency);
  checkDossier(purpose.dossier);
  const acting = await getGiver(onBehalfOf ?? undefined, context);
  const about = { agency, purpose: getConsentable(purpose.code, context), dossier: purpose.dossier || null };
  return { terms: chooseTerms(input, about, context), acting, before: undefined };
}

/**
 * Reads what it would be to give a consent anew: for the same fields, as far as the purpose still opens them.
 * @throws what `readDraft` throws
 */
export async function readRenewal({ id, days }: RenewalInput, context: RequestContext) {
  const { before, acting } = await getOwn(id, context);
  const terms = chooseTerms({ fields: before.fields, days }, aboutOf(before, context), context);
  return { terms, acting, before } satisfies ConsentDraft;
}

/** Who may not see a consent learns nothing of it, not even that there is one. */
async function getOwn(id: string, context: RequestContext) {
  const before = await getConsents(context).store.find(id);
  const acting = before && (await findActing(before.subject, context));
  if (!acting) throw new CodedError('CONSENT_UNKNOWN');
  return { before, acting: acting.as === 'citizen' ? await getGiver(undefined, context) : acting };
}

function aboutOf({ agency, purpose, dossier }: ConsentRow, context: RequestContext) {
  return { agency, dossier, purpose: getConsentable(purpose, context) };
}

/** @throws VALUE_INVALID */
export function checkAgency(agency: string): void {
  if (agencyCode.test(agency)) return;
  throw new CodedError('VALUE_INVALID', { value: 'agency', expected: 'the code of an agency, as tokens have it' });
}

const agencyCode = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}\-./:_]{0,99}$/u;
