import { printMark } from '../../marks/mark.ts';
import type { Problem } from '../problem.ts';
import type { MarkedSubgraph } from '../subgraph.ts';
import type { Supergraph } from '../supergraph.ts';

/**
 * Every mark of a subgraph is in the supergraph. Composition drops, without a word, those of a subgraph that lacks
 * `@composeDirective`.
 */
export function* marksKept(subgraphs: readonly MarkedSubgraph[], { types }: Supergraph): Iterable<Problem> {
  for (const { name, marks } of subgraphs) {
    for (const [coordinate, mark] of marks) {
      const [typeName = '', fieldName = ''] = coordinate.split('.');
      if (types.get(typeName)?.fields.get(fieldName)?.mark) continue;
      yield {
        rule: 'marks-kept',
        subgraphs: [name],
        coordinate,
        fault: `is marked ${printMark(mark)}, but composition lost the mark.`,
        mend: 'Import @personal with @link, and add @composeDirective(name: "@personal").',
      };
    }
  }
}
