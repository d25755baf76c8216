import { CodedError } from '../../schema/coded-error.ts';
import type { Caller } from '../caller/caller.ts';
import type { ConsentRow } from '../database/gateway-database.ts';
import type { RequestContext } from '../request/request-context.ts';
import { type Acting, findActing } from './acting.ts';
import { checkAgency } from './consent-draft.ts';
import { stateOf } from './consent-state.ts';
import type { ConsentChange, Objection } from './consent-store.ts';
import { dueAt, evidenceOf, ruleSetAt } from './evidence.ts';
import { getConsents } from './get-consents.ts';

/**
 * Refuses a request. Refusing it again changes nothing.
 * @throws CONSENT_UNKNOWN, CONSENT_STATE_DIFFERS, IDENTITY_NOT_CITIZEN, IDENTITY_UNAVAILABLE, CONSENT_UNAVAILABLE
 */
export async function refuseConsent(id: string, context: RequestContext): Promise<ConsentRow> {
  return await end(id, 'refused', context);
}

/**
 * Withdraws a consent: when it answers, no process tells anything on it any more. Withdrawing it again changes nothing.
 * @throws what `refuseConsent` throws
 */
export async function withdrawConsent(id: string, context: RequestContext): Promise<ConsentRow> {
  const withdrawn = await end(id, 'withdrawn', context);
  await getConsents(context).whenEverywhere();
  return withdrawn;
}

/**
 * Objects to whatever an agency does on the citizen's consent: withdraws all that it was given, refuses all that it asks
 * for, and lets it ask for nothing until the citizen gives it a consent of their own accord.
 * @param onBehalfOf  undefined for the citizen who signed in
 * @throws CONSENT_NOT_REPRESENTED, IDENTITY_NOT_CITIZEN, IDENTITY_UNAVAILABLE, CONSENT_UNAVAILABLE, VALUE_INVALID
 */
export async function objectToProcessing(
  agency: string,
  onBehalfOf: string | undefined,
  context: RequestContext,
): Promise<Objection> {
  checkAgency(agency);
  const { caller } = context;
  const acting = await findActing(onBehalfOf ?? caller?.citizen ?? '', context);
  if (!acting || !caller) throw new CodedError('CONSENT_NOT_REPRESENTED');
  const { store, whenEverywhere } = getConsents(context);
  const objection = await store.change(acting.subject, async (change) => {
    for (const open of await change.listOpen(agency)) {
      await append(open, open.state === 'given' ? 'withdrawn' : 'refused', acting, caller, change);
    }
    const standing = await change.findObjection(agency);
    if (standing?.kind === 'raised') return standing;
    return await change.addObjection({
      ...{ kind: 'raised', agency },
      ...evidenceOf(acting, caller),
      ...dueAt('object', change.now),
    });
  });
  await whenEverywhere();
  return objection;
}

async function end(id: string, how: 'refused' | 'withdrawn', context: RequestContext): Promise<ConsentRow> {
  const { store } = getConsents(context);
  const found = await store.find(id);
  const acting = found && (await findActing(found.subject, context));
  const { caller } = context;
  if (!acting || !caller) throw new CodedError('CONSENT_UNKNOWN');
  return await store.change(found.subject, async (change) => {
    const consent = await change.get(id);
    if (consent.state === how) return consent;
    if (consent.state !== endable[how]) {
      throw new CodedError('CONSENT_STATE_DIFFERS', { state: stateOf(consent, change.now), change: how });
    }
    return await append(consent, how, acting, caller, change);
  });
}

const endable = { refused: 'requested', withdrawn: 'given' } as const;

async function append(
  { id, version, agency, purpose, dossier, fields }: ConsentRow,
  kind: 'refused' | 'withdrawn',
  acting: Acting,
  caller: Caller,
  change: ConsentChange,
): Promise<ConsentRow> {
  return await change.append({
    ...{ consent: id, version: version + 1, kind, agency, purpose, dossier, fields },
    ...evidenceOf(acting, caller),
    ...(kind === 'withdrawn' ? dueAt('withdraw', change.now) : ruleSetAt(change.now)),
  });
}
