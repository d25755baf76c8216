import { type Mark, printMark } from '../../marks/mark.ts';
import type { Problem } from '../problem.ts';
import type { MarkedSubgraph } from '../subgraph.ts';
import type { Supergraph } from '../supergraph.ts';

/**
 * Subgraphs that share a field mark it alike. Left to itself, composition takes the mark that most of them give.
 */
export function* marksAgree(subgraphs: readonly MarkedSubgraph[], { types }: Supergraph): Iterable<Problem> {
  for (const type of types.values()) {
    for (const field of type.fields.values()) {
      const marks = subgraphs.flatMap(({ name, marks }) => {
        const mark = marks.get(field.coordinate);
        return mark || field.subgraphs.includes(name) ? [{ subgraph: name, mark }] : [];
      });
      if (new Set(marks.map(({ mark }) => describeMark(mark))).size < 2) continue;
      yield {
        rule: 'marks-agree',
        subgraphs: marks.map(({ subgraph }) => subgraph),
        coordinate: field.coordinate,
        fault: `is marked differently: ${marks.map(({ subgraph, mark }) => `${describeMark(mark)} in ${subgraph}`).join(', ')}.`,
        mend: 'Give it the same mark in each.',
      };
    }
  }
}

function describeMark(mark: Mark | undefined): string {
  return mark ? printMark(mark) : 'no mark';
}
