import { type DraftInput, type RenewalInput, readDraft, readRenewal } from '../consents/consent-draft.ts';
import type { ConsentPart, Notice } from '../consents/consent-lists.ts';
import { stateOf } from '../consents/consent-state.ts';
import type { ConsentEvent, Objection } from '../consents/consent-store.ts';
import { objectToProcessing, refuseConsent, withdrawConsent } from '../consents/end-consent.ts';
import { getConsent } from '../consents/get-consent.ts';
import { getConsents } from '../consents/get-consents.ts';
import { type Decision, giveConsent, renewConsent } from '../consents/give-consent.ts';
import { listConsents } from '../consents/list-consents.ts';
import {
  endRepresentation,
  type RepresentationInput,
  recordRepresentation,
} from '../consents/record-representation.ts';
import type { Representation } from '../consents/representations.ts';
import { type RequestInput, requestConsent } from '../consents/request-consent.ts';
import { type NoticeLanguage, writeNotice } from '../consents/write-notice.ts';
import type { ConsentRow } from '../database/gateway-database.ts';
import type { CitizenReference } from '../identity/identify.ts';
import type { ListPart } from '../list-part.ts';
import type { RequestContext } from '../request/request-context.ts';

/** What fields below `Citizen` and `Consent` have, whoever asks: several requests ask for them together. */
type SharedContext = Pick<RequestContext, 'records'>;

interface Input<Value> {
  readonly input: Value;
}

interface NoticeInput extends DraftInput {
  readonly renewal?: string | null;
  readonly language: NoticeLanguage;
}

/** Consents. The root fields' marks are public because each checks who asks, and no value about anybody is in them. */
export const consentsResolvers = {
  Query: {
    async consentNotice(_: unknown, { input }: Input<NoticeInput>, context: RequestContext) {
      const { renewal: id, days, language } = input;
      const { terms } = await (id ? readRenewal({ id, days }, context) : readDraft(input, context));
      return writeNotice(terms, language, context.register);
    },
    consent: (_: unknown, { id }: { readonly id: string }, context: RequestContext) => getConsent(id, context),
    consents: (
      _: unknown,
      { citizen, ...page }: ListPart & { readonly citizen?: string | null },
      context: RequestContext,
    ) => listConsents(citizen ?? undefined, page, context),
  },
  Mutation: {
    requestConsent: (_: unknown, { input }: Input<RequestInput>, context: RequestContext) =>
      requestConsent(input, context),
    giveConsent: (_: unknown, { input }: Input<DraftInput & Decision>, context: RequestContext) =>
      giveConsent(input, context),
    renewConsent: (_: unknown, { input }: Input<RenewalInput & Decision>, context: RequestContext) =>
      renewConsent(input, context),
    refuseConsent: (_: unknown, { id }: { readonly id: string }, context: RequestContext) => refuseConsent(id, context),
    withdrawConsent: (_: unknown, { id }: { readonly id: string }, context: RequestContext) =>
      withdrawConsent(id, context),
    objectToProcessing: (
      _: unknown,
      { agency, onBehalfOf }: { readonly agency: string; readonly onBehalfOf?: string | null },
      context: RequestContext,
    ) => objectToProcessing(agency, onBehalfOf ?? undefined, context),
    recordRepresentation: (_: unknown, { input }: Input<RepresentationInput>, context: RequestContext) =>
      recordRepresentation(input, context),
    endRepresentation: (_: unknown, { id }: { readonly id: string }, context: RequestContext) =>
      endRepresentation(id, context),
  },
  Citizen: {
    consents: ({ personalId }: CitizenReference, part: ListPart, context: SharedContext) =>
      getConsents(context).lists.list([personalId], { ...part, states: ['given', 'withdrawn'] }),
    consentRequests: (
      { personalId }: CitizenReference,
      part: ListPart & Pick<ConsentPart, 'code'>,
      context: SharedContext,
    ) => getConsents(context).lists.list([personalId], { ...part, states: ['requested', 'refused'] }),
  },
  Consent: {
    state: (consent: ConsentRow) => stateOf(consent, new Date()).toUpperCase(),
    requestedDays: ({ days }: ConsentRow) => days,
    answerUntil: ({ answer_until }: ConsentRow) => answer_until,
    validFrom: ({ valid_from }: ConsentRow) => valid_from,
    validUntil: ({ valid_until }: ConsentRow) => valid_until,
    givenAs: ({ given_as }: ConsentRow) => given_as?.toUpperCase(),
    changedAt: ({ changed_at }: ConsentRow) => changed_at,
    events: ({ id }: ConsentRow, _: unknown, context: SharedContext) => getConsents(context).lists.listEvents(id),
    async receipt(consent: ConsentRow, _: unknown, context: SharedContext) {
      const { lists, receipts } = getConsents(context);
      return await receipts.write(consent, await lists.listEvents(consent.id));
    },
  },
  ConsentEvent: {
    kind: ({ kind }: ConsentEvent) => kind.toUpperCase(),
    actedAs: ({ acted_as }: ConsentEvent) => acted_as.toUpperCase(),
    eidLevel: ({ eid_level }: ConsentEvent) => eid_level,
    notice: ({ notice }: ConsentEvent, _: unknown, context: SharedContext) =>
      notice && getConsents(context).lists.findNotice(notice),
    ruleSet: ({ rule_set }: ConsentEvent) => rule_set,
    dueAt: ({ due_at }: ConsentEvent) => due_at,
  },
  NoticeLanguage: { VI: 'vi', EN: 'en' } satisfies Record<string, Notice['language']>,
  ProcessingObjection: {
    since: ({ at }: Objection) => at,
    ruleSet: ({ rule_set }: Objection) => rule_set,
    dueAt: ({ due_at }: Objection) => due_at,
  },
  Representation: {
    validFrom: ({ valid_from }: Representation) => valid_from,
    validUntil: ({ valid_until }: Representation) => valid_until,
    endedAt: ({ ended_at }: Representation) => ended_at,
  },
};
