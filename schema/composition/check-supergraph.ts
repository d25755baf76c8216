import { parse } from 'graphql';
import { findMarkedFields } from '../marks/find-marked-fields.ts';
import { citizen } from './citizen.ts';
import type { Problem } from './problem.ts';
import { citizenFieldsMarked } from './rules/citizen-fields-marked.ts';
import { citizenKey } from './rules/citizen-key.ts';
import { interfaceMarks } from './rules/interface-marks.ts';
import { markedFieldsNullable } from './rules/marked-fields-nullable.ts';
import { marksWellFormed } from './rules/marks-well-formed.ts';
import { requiresClosure } from './rules/requires-closure.ts';
import { rootFieldsMarked } from './rules/root-fields-marked.ts';
import { readSupergraph } from './supergraph.ts';

/**
 * What a supergraph alone tells of the disclosure rules. The gate asks after composing, and the gateway before it
 * serves, since a supergraph may come from elsewhere.
 * @returns what must be mended; empty when the gateway may serve it. A supergraph with no mark at all is a problem.
 * @throws GraphQLError when the text is no SDL
 */
export function checkSupergraph(supergraphSdl: string): readonly Problem[] {
  const document = parse(supergraphSdl);
  const malformed = [...marksWellFormed(document, [])];
  if (malformed.length > 0) return malformed;
  const supergraph = readSupergraph(supergraphSdl);
  const problems = rules.flatMap((rule) => [...rule(supergraph)]);
  const isUnmarked = findMarkedFields(document).length === 0;
  // Without a citizen it was not meant to be marked, and the lack of any mark says more than each field's.
  return isUnmarked && (problems.length === 0 || !supergraph.types.has(citizen.type)) ? [noMark] : problems;
}

const rules = [
  citizenKey,
  citizenFieldsMarked,
  rootFieldsMarked,
  markedFieldsNullable,
  requiresClosure,
  interfaceMarks,
];

const noMark: Problem = {
  rule: 'any-mark',
  subgraphs: [],
  coordinate: '',
  fault: 'The supergraph has no @personal mark at all.',
  mend: 'Compose it from subgraphs that mark their fields.',
};
