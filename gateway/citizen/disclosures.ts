import { CodedError } from '../../schema/coded-error.ts';
import type { CitizenReference } from '../identity/identify.ts';
import type { RecordedFields } from '../ledger/disclosure-record.ts';
import type { Edition } from '../ledger/edition.ts';
import type { StoredRecord } from '../ledger/read-records.ts';
import { type ConcealmentInput, concealDisclosures } from '../own-records/conceal-disclosures.ts';
import type { OwnRecords } from '../own-records/own-records.ts';
import type { RecordPage, RecordPart } from '../own-records/record-lists.ts';
import type { RequestContext } from '../request/request-context.ts';

/** What fields below `Citizen` have, whoever asks: several requests ask for them together. */
type SharedContext = Pick<RequestContext, 'records'>;

/** `ToldField` */
interface ToldField {
  readonly coordinate: string;
  readonly told: 'VALUE' | 'NOTHING' | 'COMPARISON';
  readonly consent?: string;
  readonly consentVersion?: number;
}

/** `UntoldField` */
interface UntoldField {
  readonly coordinate: string;
  readonly reason: string;
}

/** What citizens read of the ledger about themselves. */
export const disclosuresResolvers = {
  Mutation: {
    concealDisclosures: (_: unknown, input: ConcealmentInput, context: RequestContext) =>
      concealDisclosures(input, context),
  },
  Citizen: {
    disclosures({ personalId }: CitizenReference, part: RecordPart, context: SharedContext) {
      const { lists, formerNumbers } = getOwnRecords(context);
      return lists.list(formerNumbers.numbersOf(personalId), part);
    },
  },
  OwnDisclosurePage: {
    disclosures: ({ records }: RecordPage) => records,
    completeFrom: (_: RecordPage, __: unknown, context: SharedContext) => getOwnRecords(context).readCompleteFrom(),
    concealed: ({ subjects }: RecordPage, _: unknown, context: SharedContext) =>
      getOwnRecords(context).concealments.count(subjects),
  },
  OwnDisclosure: {
    id: ({ record }: StoredRecord) => record.id,
    at: ({ record }: StoredRecord) => new Date(record.at).toISOString(),
    kind: ({ record }: StoredRecord) => record.kind.toUpperCase().replace('-', '_'),
    agency: ({ record }: StoredRecord) => record.agency,
    role: ({ record }: StoredRecord) => record.role,
    client: ({ record }: StoredRecord) => record.client,
    account: ({ record }: StoredRecord) => record.account,
    purpose: ({ record }: StoredRecord) => record.purpose,
    purposeTitle: ({ record: { purpose } }: StoredRecord, _: unknown, context: SharedContext) =>
      purpose === null ? null : getOwnRecords(context).names.ofPurpose(purpose),
    dossier: ({ record }: StoredRecord) => record.dossier,
    basis: ({ record: { purpose }, edition }: StoredRecord) => JSON.parse(edition.basisText(purpose)),
    own: ({ record }: StoredRecord) => record.isOwn,
    relative: ({ record }: StoredRecord) => record.isRelative,
    outcome: ({ record }: StoredRecord) => record.outcome,
    fields: ({ record: { fields }, edition }: StoredRecord) => listTold(fields, edition),
    withheld: ({ record: { fields }, edition }: StoredRecord) => listUntold(fields, edition),
    ministries: ({ record: { fields }, edition }: StoredRecord) => edition.ministries(fields.ministries),
    proof: (stored: StoredRecord, _: unknown, context: SharedContext) => getOwnRecords(context).proofs.prove(stored),
  },
  ToldField: { label: labelOf },
  UntoldField: { label: labelOf },
};

/** @throws LEDGER_UNAVAILABLE where the gateway has no database */
function getOwnRecords({ records }: SharedContext): OwnRecords {
  if (!records.ownRecords) throw new CodedError('LEDGER_UNAVAILABLE');
  return records.ownRecords;
}

function labelOf({ coordinate }: Pick<ToldField, 'coordinate'>, _: unknown, context: SharedContext) {
  return getOwnRecords(context).names.ofField(coordinate);
}

function listTold({ byLaw, byConsent, compared }: RecordedFields, edition: Edition): ToldField[] {
  const consented = byConsent.map(({ consent, version, ...codes }) => ({
    ...codes,
    by: { consent, consentVersion: version },
  }));
  const open = [{ ...byLaw, by: {} }, ...consented].flatMap(({ told, empty, by }) => [
    ...edition.fields(told).map((coordinate) => ({ coordinate, told: 'VALUE' as const, ...by })),
    ...edition.fields(empty).map((coordinate) => ({ coordinate, told: 'NOTHING' as const, ...by })),
  ]);
  return [...open, ...edition.fields(compared).map((coordinate) => ({ coordinate, told: 'COMPARISON' as const }))];
}

function listUntold({ withheld }: RecordedFields, edition: Edition): UntoldField[] {
  return Object.entries(withheld).flatMap(([reason, code]) =>
    edition.fields(code).map((coordinate) => ({ coordinate, reason })),
  );
}
