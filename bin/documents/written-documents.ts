import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { getOperationAST, parse } from 'graphql';
import type { Role } from '../../schema/callers.ts';

/** A document about consents, or about what is on record of oneself: written by hand, the same for all purposes. */
export interface WrittenDocument {
  /** Of the operation. */
  readonly name: string;
  readonly type: 'query' | 'mutation';
  readonly text: string;
  /** SHA-256 of the text, hexadecimal. */
  readonly hash: string;
}

/** Partners ask and look whether they got it; a portal does all that its citizen may as well. */
export function writtenDocumentsFor(role: Role): readonly WrittenDocument[] {
  if (role === 'portal') return documents;
  return role === 'partner' ? documents.filter(({ name }) => namesForPartners.has(name)) : [];
}

const namesForPartners: ReadonlySet<string> = new Set(['RequestConsent', 'Consent']);

const folders = ['consents', 'own-records'].map((name) => new URL(`../../docs/documents/${name}/`, import.meta.url));

const documents = folders.flatMap(readFolder);

function readFolder(folder: URL): WrittenDocument[] {
  const files = readdirSync(folder).sort();
  return files.map((file) => {
    const text = readFileSync(new URL(file, folder), 'utf8').trim();
    const operation = getOperationAST(parse(text));
    if (!operation?.name || operation.operation === 'subscription') throw new Error(`${file} holds no named operation`);
    const hash = createHash('sha256').update(text).digest('hex');
    return { name: operation.name.value, type: operation.operation, text, hash };
  });
}
