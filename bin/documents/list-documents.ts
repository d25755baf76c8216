import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Supergraph } from '@apollo/federation-internals';
import type { Role } from '../../schema/callers.ts';
import { readSupergraph } from '../../schema/composition/supergraph.ts';
import { readMarks } from '../../schema/marks/read-marks.ts';
import type { Purpose } from '../../schema/purposes/purpose.ts';
import { findPurposeFields } from '../../schema/purposes/purpose-fields.ts';
import { readPurposes } from '../../schema/purposes/read-purposes.ts';
import { writeComparison } from './write-comparison.ts';
import { type MarkedSchema, type Root, writeDocument } from './write-document.ts';

/** Where a document begins: with a citizen, or with a comparison. */
export type DocumentRoot = Root | 'verifyIdentity';

/** The document with which somebody asks for what a purpose opens, or compares. */
export interface PurposeDocument {
  readonly purpose: Purpose;
  readonly root: DocumentRoot;
  /** Of the operation. */
  readonly name: string;
  readonly text: string;
  /** SHA-256 of the text, hexadecimal. */
  readonly hash: string;
}

const supergraphPath = new URL('../../schema/supergraph.graphql', import.meta.url);

/** The committed supergraph, as callers see it. */
export function readCommittedSchema(): MarkedSchema {
  const sdl = readFileSync(supergraphPath, 'utf8');
  return { schema: Supergraph.build(sdl).apiSchema().toGraphQLJSSchema(), marks: readMarks(sdl) };
}

/** The documents of all purposes, over the committed supergraph: `me` for who asks of themselves or acts for a citizen. */
export function listDocuments(): readonly PurposeDocument[] {
  const supergraph = readSupergraph(readFileSync(supergraphPath, 'utf8'));
  const marked = readCommittedSchema();
  return [...readPurposes().catalogue.values()].flatMap((purpose) =>
    rootsOfAll(purpose).flatMap((root) => {
      const fields = findPurposeFields(purpose, supergraph);
      const name = operationName(purpose) + (root === 'verifyIdentity' ? 'Comparison' : '');
      const text =
        root === 'verifyIdentity'
          ? writeComparison(purpose, name, fields, marked.schema)
          : writeDocument({ purpose, name, root }, fields, marked);
      if (text === undefined) return [];
      return [{ purpose, root, name, text, hash: createHash('sha256').update(text).digest('hex') }];
    }),
  );
}

/** Where each role may begin. */
export function rootsOf(role: Role): readonly DocumentRoot[] {
  return role === 'citizen' || role === 'portal' ? ['me'] : ['citizen', 'verifyIdentity'];
}

function rootsOfAll({ recipients }: Purpose): readonly DocumentRoot[] {
  return [...new Set(recipients.flatMap(({ role }) => rootsOf(role)))].sort();
}

/** `birth-registration` → `BirthRegistration` */
function operationName({ code }: Purpose): string {
  return code.replaceAll(/(^|-)./g, (start) => start.slice(-1).toUpperCase());
}
