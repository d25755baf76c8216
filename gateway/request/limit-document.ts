import { type ASTNode, type DocumentNode, Kind, visit } from 'graphql';
import { CodedError } from '../../schema/coded-error.ts';
import type { ErrorCode } from '../../schema/errors.ts';
import { readFragments } from '../plan/fragments.ts';
import { countRepeats } from './count-repeats.ts';
import type { Limits } from './limits.ts';
import { SelectionMeasures } from './measure-selections.ts';

/**
 * Bounds the work of validating and planning a document, before either begins. All its operations count, since all are
 * validated.
 * @throws OPERATION_TOO_DEEP, OPERATION_TOO_MANY_…; OPERATION_INVALID for a fragment within itself
 */
export function limitDocument(document: DocumentNode, limits: Limits): void {
  const { aliases, directives, directivesAtOnePlace } = countNodes(document);
  limit('OPERATION_TOO_MANY_ALIASES', aliases, limits.maxAliases);
  limit('OPERATION_TOO_MANY_DIRECTIVES', directives, limits.maxDirectives, { where: 'in the document' });
  limit('OPERATION_TOO_MANY_DIRECTIVES', directivesAtOnePlace, limits.maxDirectivesPerPlace, { where: 'at one place' });

  const fragments = readFragments(document);
  const measures = new SelectionMeasures(fragments);
  const selectionSets = [];
  let fields = 0;
  for (const definition of listOperationsFirst(document)) {
    const isOperation = definition.kind === Kind.OPERATION_DEFINITION;
    if (!isOperation && measures.has(definition)) continue;
    const measure = measures.measure(definition.selectionSet);
    limit('OPERATION_TOO_DEEP', measure.depth, limits.maxDepth);
    if (isOperation) limit('OPERATION_TOO_MANY_ROOT_FIELDS', measure.ownFields, limits.maxRootFields);
    fields += measure.fields;
    selectionSets.push(definition.selectionSet);
  }
  limit('OPERATION_TOO_MANY_FIELDS', fields, limits.maxFields);
  for (const set of selectionSets) {
    limit('OPERATION_TOO_MANY_REPEATS', countRepeats([set], fragments), limits.maxRepeats);
  }
}

function limit(code: ErrorCode, count: number, most: number, details = {}): void {
  if (count > most) throw new CodedError(code, { limit: most, ...details });
}

/** The fragments come last, so that what is left of them then is what no operation spreads: validation reads it too. */
function listOperationsFirst({ definitions }: DocumentNode) {
  return [
    ...definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION),
    ...definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION),
  ];
}

function countNodes(document: DocumentNode) {
  const counts = { aliases: 0, directives: 0, directivesAtOnePlace: 0 };
  visit(document, {
    enter(node: ASTNode) {
      if (node.kind === Kind.ARGUMENT) return false;
      if (node.kind === Kind.FIELD && node.alias) counts.aliases += 1;
      const directives = 'directives' in node ? (node.directives?.length ?? 0) : 0;
      counts.directives += directives;
      counts.directivesAtOnePlace = Math.max(counts.directivesAtOnePlace, directives);
      return undefined;
    },
  });
  return counts;
}
