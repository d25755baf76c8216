import { readFileSync } from 'node:fs';
import { Supergraph } from '@apollo/federation-internals';
import type { Role } from '../../schema/callers.ts';
import { readSupergraph } from '../../schema/composition/supergraph.ts';
import { readMarks } from '../../schema/marks/read-marks.ts';
import type { Purpose } from '../../schema/purposes/purpose.ts';
import { findPurposeFields } from '../../schema/purposes/purpose-fields.ts';
import { readPurposes } from '../../schema/purposes/read-purposes.ts';
import { type Root, writeDocument } from './write-document.ts';

/** The document with which somebody asks for what a purpose opens. */
export interface PurposeDocument {
  readonly purpose: Purpose;
  readonly root: Root;
  readonly text: string;
}

const supergraphPath = new URL('../../schema/supergraph.graphql', import.meta.url);

/** The documents of all purposes, over the committed supergraph: `me` for who asks of themselves or acts for a citizen. */
export function listDocuments(): readonly PurposeDocument[] {
  const sdl = readFileSync(supergraphPath, 'utf8');
  const supergraph = readSupergraph(sdl);
  const marked = { schema: Supergraph.build(sdl).apiSchema().toGraphQLJSSchema(), marks: readMarks(sdl) };
  return [...readPurposes().catalogue.values()].flatMap((purpose) =>
    rootsOf(purpose).flatMap((root) => {
      const text = writeDocument(purpose, findPurposeFields(purpose, supergraph), root, marked);
      return text === undefined ? [] : [{ purpose, root, text }];
    }),
  );
}

/** Where each role begins. */
export function rootOf(role: Role): Root {
  return role === 'citizen' || role === 'portal' ? 'me' : 'citizen';
}

function rootsOf({ recipients }: Purpose): readonly Root[] {
  return [...new Set(recipients.map(({ role }) => rootOf(role)))].sort();
}
