import type { DocumentNode } from 'graphql';
import { markDirectiveNames } from '../../marks/mark-directive-names.ts';
import type { Problem } from '../problem.ts';

/**
 * A subgraph calls `@personal` by its own name. Under another one composition keeps it apart from the same directive of
 * the other subgraphs, and fails on it without saying why.
 */
export function* markNamed(document: DocumentNode, subgraph: string): Iterable<Problem> {
  for (const name of markDirectiveNames(document)) {
    if (name === 'personal') continue;
    yield {
      rule: 'mark-named',
      subgraphs: [subgraph],
      coordinate: '',
      fault: `@personal is imported as @${name}.`,
      mend: 'Import it under its own name.',
    };
  }
}
