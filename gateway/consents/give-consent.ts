import { CodedError } from '../../schema/coded-error.ts';
import type { Caller } from '../caller/caller.ts';
import type { ConsentRow } from '../database/gateway-database.ts';
import type { RequestContext } from '../request/request-context.ts';
import { createUuidV7 } from '../uuid-v7.ts';
import { readCall } from './call.ts';
import { type ConsentDraft, type DraftInput, type RenewalInput, readDraft, readRenewal } from './consent-draft.ts';
import { stateOf } from './consent-state.ts';
import type { Call, ConsentChange } from './consent-store.ts';
import type { ConsentTerms } from './consent-terms.ts';
import { evidenceOf, ruleSetAt } from './evidence.ts';
import { getConsents } from './get-consents.ts';
import { inDays } from './in-days.ts';
import { type NoticeLanguage, writeNotice } from './write-notice.ts';

/** That somebody has seen the notice and decided. */
export interface Decision {
  readonly notice: { readonly hash: string; readonly language: NoticeLanguage };
  readonly idempotencyKey: string;
}

/** The most consents that a citizen has at once: each is looked at in every decision about them. */
const MAX_CONSENTS = 200;

/**
 * Gives consent: for what was chosen, no wider than was asked for and than the purpose allows, and only to what the
 * citizen was shown. Who gives an agency a consent no longer objects to it. When it answers, every process knows.
 * @throws what `readDraft` throws, ASSURANCE_TOO_LOW, CONSENT_STATE_DIFFERS, CONSENT_NOTICE_DIFFERS, CONSENT_TOO_MANY,
 *         CONSENT_KEY_REUSED
 */
export async function giveConsent(input: DraftInput & Decision, context: RequestContext): Promise<ConsentRow> {
  const draft = await readDraft(input, context);
  const { before, acting } = draft;
  return await decide(draft, input, context, async (change, grant) => {
    if (before) {
      const state = stateOf(await change.get(before.id), change.now);
      if (state !== 'requested') throw new CodedError('CONSENT_STATE_DIFFERS', { state, change: 'given' });
    }
    if (await change.isObjectedTo(grant.agency)) {
      const { agency, rule_set, acted_as, actor, account, client, eid_level } = grant;
      const evidence = { rule_set, acted_as, actor: actor ?? acting.actor, account, client, eid_level };
      await change.addObjection({ kind: 'lifted', agency, ...evidence, due_at: change.now.toISOString() });
    }
    const [consent, version] = before ? [before.id, before.version + 1] : [createUuidV7(), 1];
    return await change.append({ consent, version, kind: 'given', ...grant });
  });
}

/**
 * Gives a consent anew, for the same fields and another time from now on.
 * @throws what `giveConsent` throws
 */
export async function renewConsent(input: RenewalInput & Decision, context: RequestContext): Promise<ConsentRow> {
  const draft = await readRenewal(input, context);
  return await decide(draft, input, context, async (change, grant) => {
    const { id, state, version } = await change.get(draft.before.id);
    if (state !== 'given') throw new CodedError('CONSENT_STATE_DIFFERS', { state, change: 'renewed' });
    return await change.append({ consent: id, version: version + 1, kind: 'renewed', ...grant });
  });
}

type Grant = Awaited<ReturnType<typeof prepareGrant>>;

async function decide(
  draft: ConsentDraft,
  { notice, idempotencyKey }: Decision,
  context: RequestContext,
  append: (change: ConsentChange, grant: Grant) => Promise<ConsentRow>,
): Promise<ConsentRow> {
  const { terms, acting, before } = draft;
  const caller = checkAssurance(terms, context);
  const { agency, purpose, dossier, fields, days } = terms;
  const call = readCall(caller, idempotencyKey, [
    ...[acting.subject, before?.id ?? null, agency, purpose.code, dossier, fields, days, notice.hash],
  ]);
  const { store, whenEverywhere } = getConsents(context);
  const given = await store.change(before?.subject ?? acting.subject, async (change) => {
    const repeated = await change.findRepeated(call);
    if (repeated) return repeated;
    const isOneMore = before?.state !== 'given';
    if (isOneMore && (await change.countConsents()) >= MAX_CONSENTS) {
      throw new CodedError('CONSENT_TOO_MANY', { limit: MAX_CONSENTS, what: 'consents of the citizen' });
    }
    return await append(change, await prepareGrant(draft, notice, { caller, call, change, context }));
  });
  await whenEverywhere();
  return given;
}

/** @throws ASSURANCE_TOO_LOW */
function checkAssurance({ purpose }: ConsentTerms, { caller }: RequestContext): Caller {
  const level = purpose.consentCeiling.eidLevel;
  if (!caller || caller.eidLevel < level) throw new CodedError('ASSURANCE_TOO_LOW', { purpose: purpose.code, level });
  return caller;
}

/** What a decision is made in. */
interface Deciding {
  readonly caller: Caller;
  readonly call: Call;
  readonly change: ConsentChange;
  readonly context: RequestContext;
}

/** @throws CONSENT_NOTICE_DIFFERS */
async function prepareGrant(
  { terms, acting }: ConsentDraft,
  shown: Decision['notice'],
  { caller, call, change, context }: Deciding,
) {
  const notice = writeNotice(terms, shown.language, context.register);
  if (notice.hash !== shown.hash) throw new CodedError('CONSENT_NOTICE_DIFFERS');
  await change.keepNotice(notice);
  const { agency, purpose, dossier, fields, days } = terms;
  const endsAt = acting.endsAt?.toISOString();
  const until = inDays(change.now, days);
  return {
    ...{ agency, purpose: purpose.code, dossier, fields: [...fields], notice: notice.hash },
    ...{ valid_from: change.now.toISOString(), valid_until: endsAt !== undefined && endsAt < until ? endsAt : until },
    ...evidenceOf(acting, caller),
    ...ruleSetAt(change.now),
    ...{ call_key: call.key, call_digest: call.digest },
  };
}
