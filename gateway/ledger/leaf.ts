import { hash } from 'node:crypto';
import type { DisclosureRecord, RecordedFields, ToldFields } from './disclosure-record.ts';
import type { Edition } from './edition.ts';

/** What a leaf says: a record, whose subject is a commitment. */
export interface LeafContent {
  readonly record: Omit<DisclosureRecord, 'subject'>;
  /** As `commitTo` makes it; null where the record is about nobody. */
  readonly commitment: Buffer | null;
  readonly edition: Edition;
}

/**
 * Writes a leaf of the tree: JSON in the canonical form of RFC 8785, in words that need no register to be read. Leaves are
 * not stored: they follow from the rows.
 * @throws RangeError when a code of fields is none of the edition
 */
export function writeLeaf({ record, commitment, edition }: LeafContent): string {
  const { fields } = record;
  // In the order of the names, and of white space there is none. With texts and integers alone in it, that is canonical.
  return writeObject([
    ['account', JSON.stringify(record.account)],
    ['agency', JSON.stringify(record.agency)],
    ['at', JSON.stringify(new Date(record.at).toISOString())],
    ['byConsent', writeConsented(fields, edition)],
    ['byLaw', writeObject([['basis', edition.basisText(record.purpose)], ...writeTold(fields.byLaw, edition)])],
    ['client', JSON.stringify(record.client)],
    ['compared', edition.fieldsText(fields.compared)],
    ['dossier', JSON.stringify(record.dossier)],
    ['id', JSON.stringify(record.id)],
    ['kind', JSON.stringify(record.kind)],
    ['ministries', edition.ministriesText(fields.ministries)],
    ['operation', JSON.stringify(record.operation)],
    ['outcome', JSON.stringify(record.outcome)],
    ['own', String(record.isOwn)],
    ['purpose', JSON.stringify(record.purpose)],
    ['relative', String(record.isRelative)],
    ['request', JSON.stringify(record.requestId)],
    ['role', JSON.stringify(record.role)],
    ['subject', JSON.stringify(commitment?.toString('hex') ?? null)],
    ['versions', edition.versionsText],
    ['withheld', writeWithheld(fields, edition)],
  ]);
}

/**
 * What stands for a subject in a leaf. Who has the salt and knows the number can check it; without the salt it tells
 * nothing, so that a record is erased with its salt.
 * @param salt  16 random bytes
 */
export function commitTo(salt: Buffer, subject: string): Buffer {
  return hash('sha256', Buffer.concat([salt, Buffer.from(subject)]), 'buffer');
}

type Member = readonly [name: string, json: string];

function writeObject(members: readonly Member[]): string {
  return `{${members.map(([name, json]) => `"${name}":${json}`).join(',')}}`;
}

function writeTold({ empty, told }: ToldFields, edition: Edition): Member[] {
  return [
    ['empty', edition.fieldsText(empty)],
    ['told', edition.fieldsText(told)],
  ];
}

function writeConsented({ byConsent }: RecordedFields, edition: Edition): string {
  const consents = byConsent.map(({ consent, version, ...fields }) =>
    writeObject([
      ['consent', JSON.stringify(consent)],
      ...writeTold(fields, edition),
      ['version', JSON.stringify(version)],
    ]),
  );
  return `[${consents.join(',')}]`;
}

function writeWithheld({ withheld }: RecordedFields, edition: Edition): string {
  const reasons = Object.entries(withheld).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return writeObject(reasons.map(([reason, code]) => [reason, edition.fieldsText(code)]));
}
