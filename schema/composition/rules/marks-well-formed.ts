import type { DocumentNode } from 'graphql';
import { findMarkedFields } from '../../marks/find-marked-fields.ts';
import { dataClasses, findMark } from '../../marks/mark.ts';
import type { Problem } from '../problem.ts';

/**
 * A field carries one mark at most, with a known class and a scope of the known form. The other rules read marks only
 * after this one has passed.
 */
export function* marksWellFormed(document: DocumentNode, subgraphs: readonly string[]): Iterable<Problem> {
  const seen = new Set<string>();
  for (const { coordinate, directives } of findMarkedFields(document)) {
    const problem = { rule: 'marks-well-formed', subgraphs, coordinate };
    if (directives.length > 1 || seen.has(coordinate)) {
      yield { ...problem, fault: 'carries more than one @personal mark.', mend: 'Keep the one that is right.' };
    } else if (directives.some((directive) => !findMark(directive))) {
      yield {
        ...problem,
        fault: 'has a @personal mark with an unknown class or a scope of another form.',
        mend: `Use one of the classes ${dataClasses.join(', ')}, and a scope of lower-case words joined by dots, such as "tax.registration".`,
      };
    }
    seen.add(coordinate);
  }
}
