import { hash } from 'node:crypto';
import { quote } from '../response/quote.ts';
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
  // Put together by `+`, it is one text first when it is hashed.
  return (
    `{"account":${quote(record.account)}` +
    `,"agency":${quoteOrNull(record.agency)}` +
    `,"at":"${new Date(record.at).toISOString()}"` +
    `,"byConsent":${writeConsented(fields, edition)}` +
    `,"byLaw":{"basis":${edition.basisText(record.purpose)},${writeTold(fields.byLaw, edition)}}` +
    `,"client":${quote(record.client)}` +
    `,"compared":${edition.fieldsText(fields.compared)}` +
    `,"dossier":${quoteOrNull(record.dossier)}` +
    `,"id":"${record.id}"` +
    `,"kind":"${record.kind}"` +
    `,"ministries":${edition.ministriesText(fields.ministries)}` +
    `,"operation":${quoteOrNull(record.operation)}` +
    `,"outcome":${quote(record.outcome)}` +
    `,"own":${record.isOwn}` +
    `,"purpose":${quoteOrNull(record.purpose)}` +
    `,"relative":${record.isRelative}` +
    `,"request":${quote(record.requestId)}` +
    `,"role":"${record.role}"` +
    `,"subject":${commitment ? `"${commitment.toString('hex')}"` : 'null'}` +
    `,"versions":${edition.versionsText}` +
    `,"withheld":${writeWithheld(fields, edition)}}`
  );
}

/**
 * What stands for a subject in a leaf. Who has the salt and knows the number can check it; without the salt it tells
 * nothing, so that a record is erased with its salt.
 * @param salt  16 random bytes
 */
export function commitTo(salt: Buffer, subject: string): Buffer {
  const bytes = Buffer.allocUnsafe(salt.length + Buffer.byteLength(subject));
  salt.copy(bytes);
  bytes.write(subject, salt.length);
  return hash('sha256', bytes, 'buffer');
}

function writeTold({ empty, told }: ToldFields, edition: Edition): string {
  return `"empty":${edition.fieldsText(empty)},"told":${edition.fieldsText(told)}`;
}

function writeConsented({ byConsent }: RecordedFields, edition: Edition): string {
  const consents = byConsent.map(
    ({ consent, version, ...fields }) =>
      `{"consent":${quote(consent)},${writeTold(fields, edition)},"version":${version}}`,
  );
  return `[${consents.join(',')}]`;
}

function writeWithheld({ withheld }: RecordedFields, edition: Edition): string {
  const reasons = Object.entries(withheld).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${reasons.map(([reason, code]) => `"${reason}":${edition.fieldsText(code)}`).join(',')}}`;
}

function quoteOrNull(text: string | null): string {
  return text === null ? 'null' : quote(text);
}
