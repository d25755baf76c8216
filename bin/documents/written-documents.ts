import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { getOperationAST, parse } from 'graphql';
import type { Role } from '../../schema/callers.ts';

/** A document about consents, or about what is on record of a citizen or an account: written by hand, the same for all purposes. */
export interface WrittenDocument {
  /** Of the operation. */
  readonly name: string;
  readonly type: 'query' | 'mutation';
  readonly text: string;
  /** SHA-256 of the text, hexadecimal. */
  readonly hash: string;
}

/** Partners ask, look whether they got it, and look after themselves; a portal does all that its citizen may as well. */
export function writtenDocumentsFor(role: Role): readonly WrittenDocument[] {
  if (role === 'portal') return documents;
  return role === 'partner'
    ? [...documents.filter(({ name }) => namesForPartners.has(name)), ...partnersDocuments]
    : [];
}

const namesForPartners: ReadonlySet<string> = new Set(['RequestConsent', 'Consent', 'VerificationSlip']);

const documents = ['consents', 'own-records'].flatMap(readFolder);
const partnersDocuments = readFolder('partners');

function readFolder(name: string): WrittenDocument[] {
  const folder = new URL(`../../docs/documents/${name}/`, import.meta.url);
  const files = readdirSync(folder).sort();
  return files.map((file) => {
    const text = readFileSync(new URL(file, folder), 'utf8').trim();
    const operation = getOperationAST(parse(text));
    if (!operation?.name || operation.operation === 'subscription') throw new Error(`${file} holds no named operation`);
    const hash = createHash('sha256').update(text).digest('hex');
    return { name: operation.name.value, type: operation.operation, text, hash };
  });
}
