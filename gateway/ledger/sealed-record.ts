import { randomFillSync } from 'node:crypto';
import type { DisclosureRecord } from './disclosure-record.ts';
import type { Edition } from './edition.ts';
import { commitTo, writeLeaf } from './leaf.ts';
import { type Hash, hashLeaf } from './merkle-tree.ts';

/** A record with all that a row of the ledger needs beside it. */
export interface SealedRecord {
  readonly record: DisclosureRecord;
  readonly edition: Edition;
  /** Null where the record is about nobody. */
  readonly salt: Buffer | null;
  readonly leafHash: Hash;
}

const SALT_BYTES = 16;

/** The system gives a page of random bytes in the time of a single salt. */
const salts = Buffer.alloc(256 * SALT_BYTES);
let usedSaltBytes = salts.length;

/** Makes a record ready to be written. From here on nothing of it can change without its leaf telling. */
export function sealRecord(given: DisclosureRecord, edition: Edition): SealedRecord {
  const record = {
    ...given,
    agency: given.agency && toStorable(given.agency),
    account: toStorable(given.account),
    client: toStorable(given.client),
    dossier: given.dossier && toStorable(given.dossier),
  };
  const salt = record.subject === null ? null : takeSalt();
  const commitment = salt && record.subject !== null ? commitTo(salt, record.subject) : null;
  return { record, edition, salt, leafHash: hashLeaf(writeLeaf({ record, commitment, edition })) };
}

function takeSalt(): Buffer {
  if (usedSaltBytes === salts.length) {
    randomFillSync(salts);
    usedSaltBytes = 0;
  }
  const salt = Buffer.from(salts.subarray(usedSaltBytes, usedSaltBytes + SALT_BYTES));
  usedSaltBytes += SALT_BYTES;
  return salt;
}

/** PostgreSQL has no NUL in texts and no half of a surrogate pair. What comes back must be what was hashed. */
function toStorable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}
