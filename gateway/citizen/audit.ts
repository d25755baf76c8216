import { CodedError } from '../../schema/coded-error.ts';
import type { Audit } from '../audit/audit.ts';
import { type PeriodInput, readPeriod } from '../audit/period.ts';
import type { DisclosurePage, DisclosureSearch } from '../audit/search-disclosures.ts';
import type { UnusualDay } from '../audit/unusual-day.ts';
import { findWhoseDisclosures, findWhoseFees, findWhoseRecords } from '../audit/whose-records.ts';
import type { FeeLine } from '../fees/fee-statements.ts';
import { isMonth } from '../fees/month.ts';
import type { StoredRecord } from '../ledger/read-records.ts';
import { isRecordId } from '../ledger/record-id.ts';
import { checkPart, type ListPart } from '../list-part.ts';
import type { RequestContext } from '../request/request-context.ts';

interface DisclosuresArguments extends ListPart {
  readonly filter?: DisclosureFilter | null;
}

interface DisclosureFilter extends PeriodInput, Pick<DisclosureSearch, 'purpose' | 'dossier' | 'personalId'> {
  readonly agency?: string | null;
  readonly account?: string | null;
}

interface UnusualArguments extends PeriodInput {
  readonly agency?: string | null;
}

interface FeesArguments {
  readonly month: string;
  readonly payer?: string | null;
}

/**
 * What supervisors read of the ledger. The root fields' marks are public because each checks who asks; no value is in
 * them, nor whom a record is about. That they were read is on record.
 */
export const auditResolvers = {
  Query: {
    async disclosures(_: unknown, { filter, ...part }: DisclosuresArguments, context: RequestContext) {
      const { agency, account, from, to, ...others } = filter ?? {};
      const asked = { agency: agency ?? undefined, account: account ?? undefined };
      const whose = findWhoseDisclosures(context.caller, asked);
      checkPart(part, isRecordId);
      const period = readPeriod({ from, to }, new Date());
      const page = await getAudit(context).searchDisclosures({ ...others, ...whose, period, ...part });
      context.trail?.addAct('ledger-read', others.personalId ?? null);
      return page;
    },
    async unusualDisclosures(_: unknown, { agency, ...times }: UnusualArguments, context: RequestContext) {
      const whose = findWhoseRecords(context.caller, agency ?? undefined);
      const found = await getAudit(context).findUnusual({ agency: whose, period: readPeriod(times, new Date()) });
      context.trail?.addAct('ledger-read', null);
      return found;
    },
    async feeStatements(_: unknown, { month, payer }: FeesArguments, context: RequestContext) {
      const whose = findWhoseFees(context.caller, payer ?? undefined);
      if (!isMonth(month)) throw new CodedError('VALUE_INVALID', { value: 'month', expected: 'such as 2026-11' });
      const statements = await getAudit(context).feeStatements({ month, payer: whose });
      context.trail?.addAct('ledger-read', null);
      return statements;
    },
  },
  AuditedDisclosurePage: {
    disclosures: ({ records }: DisclosurePage) => records,
    completeFrom: (_: DisclosurePage, __: unknown, context: RequestContext) => getAudit(context).readCompleteFrom(),
  },
  AuditedDisclosure: {
    id: ({ record }: StoredRecord) => record.id,
    at: ({ record }: StoredRecord) => new Date(record.at).toISOString(),
    kind: ({ record }: StoredRecord) => record.kind.toUpperCase().replace('-', '_'),
    requestId: ({ record }: StoredRecord) => record.requestId,
    agency: ({ record }: StoredRecord) => record.agency,
    role: ({ record }: StoredRecord) => record.role,
    account: ({ record }: StoredRecord) => record.account,
    client: ({ record }: StoredRecord) => record.client,
    purpose: ({ record }: StoredRecord) => record.purpose,
    dossier: ({ record }: StoredRecord) => record.dossier,
    basis: ({ record, edition }: StoredRecord) => JSON.parse(edition.basisText(record.purpose)),
    own: ({ record }: StoredRecord) => record.isOwn,
    relative: ({ record }: StoredRecord) => record.isRelative,
    outcome: ({ record }: StoredRecord) => record.outcome,
    told: (stored: StoredRecord) => listOpen(stored, 'told'),
    empty: (stored: StoredRecord) => listOpen(stored, 'empty'),
    compared: ({ record: { fields }, edition }: StoredRecord) => edition.fields(fields.compared),
    consents: ({ record: { fields } }: StoredRecord) => fields.byConsent.map(({ consent }) => consent),
    withheld: ({ record: { fields }, edition }: StoredRecord) =>
      Object.entries(fields.withheld).map(([reason, code]) => ({ reason, fields: edition.fields(code) })),
    ministries: ({ record: { fields }, edition }: StoredRecord) => edition.ministries(fields.ministries),
  },
  UnusualDisclosures: {
    pattern: ({ pattern }: UnusualDay, _: unknown, { records }: Pick<RequestContext, 'records'>) =>
      records.audit && { code: pattern, ...records.audit.patterns[pattern] },
  },
  FeeLine: {
    exemptionReason: ({ exemption }: FeeLine, _: unknown, { records }: Pick<RequestContext, 'records'>) =>
      exemption === null ? null : records.audit?.schedule.exemptions.get(exemption)?.reason,
  },
};

/** @throws LEDGER_UNAVAILABLE where the gateway has no database */
function getAudit({ records }: RequestContext): Audit {
  if (!records.audit) throw new CodedError('LEDGER_UNAVAILABLE');
  return records.audit;
}

function listOpen({ record: { fields }, edition }: StoredRecord, how: 'told' | 'empty'): readonly string[] {
  return [fields.byLaw, ...fields.byConsent].flatMap((open) => edition.fields(open[how]));
}
