import { randomBytes } from 'node:crypto';
import type { DisclosureRecord } from './disclosure-record.ts';
import type { Edition } from './edition.ts';
import { commitTo, writeLeaf } from './leaf.ts';
import { hashLeafAsText } from './merkle-tree.ts';

/** A record with all that a row of the ledger needs beside it. */
export interface SealedRecord {
  readonly record: DisclosureRecord;
  readonly edition: Edition;
  /** Null where the record is about nobody. */
  readonly salt: Buffer | null;
  /** As hexadecimal digits. */
  readonly leafHash: string;
}

const SALT_BYTES = 16;

/** The system gives a page of random bytes in the time of a single salt. */
const PAGE_BYTES = 256 * SALT_BYTES;
let page = Buffer.alloc(0);
let usedBytes = 0;

/** Makes a record ready to be written. From here on nothing of it can change without its leaf telling. */
export function sealRecord(given: DisclosureRecord, edition: Edition): SealedRecord {
  const record = toStorable(given);
  const salt = record.subject === null ? null : takeSalt();
  const commitment = salt && record.subject !== null ? commitTo(salt, record.subject) : null;
  return { record, edition, salt, leafHash: hashLeafAsText(writeLeaf({ record, commitment, edition })) };
}

function takeSalt(): Buffer {
  if (usedBytes === page.length) {
    page = randomBytes(PAGE_BYTES);
    usedBytes = 0;
  }
  usedBytes += SALT_BYTES;
  return page.subarray(usedBytes - SALT_BYTES, usedBytes);
}

/** PostgreSQL has no NUL in texts and no half of a surrogate pair. What comes back must be what was hashed. */
function toStorable(record: DisclosureRecord): DisclosureRecord {
  const { agency, account, client, dossier } = record;
  if (isStorable(account) && isStorable(client) && isStorable(agency ?? '') && isStorable(dossier ?? '')) return record;
  return {
    ...record,
    agency: agency && replaceUnstorable(agency),
    account: replaceUnstorable(account),
    client: replaceUnstorable(client),
    dossier: dossier && replaceUnstorable(dossier),
  };
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

function replaceUnstorable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}
