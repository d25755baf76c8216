import { Kind, type SelectionSetNode } from 'graphql';
import { isAtLeastAsClosed, type Mark, printMark } from '../../marks/mark.ts';
import type { Problem } from '../problem.ts';
import { namedType, type Supergraph, type SupergraphField } from '../supergraph.ts';

/**
 * A field that `@requires` marked fields shows something of them, so it has a mark of its own, of the same class or a
 * closer one. What the required fields require in turn counts too.
 */
export function* requiresClosure(supergraph: Supergraph): Iterable<Problem> {
  for (const type of supergraph.types.values()) {
    for (const field of type.fields.values()) {
      if (field.takesContext) yield refuseContext(field);
      for (const { subgraph, selection } of field.requires) {
        for (const required of requiredMarks(supergraph, type.name, selection)) {
          if (field.mark && isAtLeastAsClosed(field.mark, required.mark)) continue;
          yield {
            rule: 'requires-closure',
            subgraphs: [subgraph],
            coordinate: field.coordinate,
            fault: `is less closed than ${required.coordinate}, which it requires and which is marked ${printMark(required.mark)}.`,
            mend: `Mark it with the class ${required.mark.class} or a closer one.`,
          };
        }
      }
    }
  }
}

interface RequiredMark {
  readonly coordinate: string;
  readonly mark: Mark;
}

/** Marks of all that a selection reaches; a selected field without one takes that of the field above it. */
function* requiredMarks(
  supergraph: Supergraph,
  typeName: string,
  selectionSet: SelectionSetNode,
  above?: Mark,
  followed: Set<string> = new Set(),
): Iterable<RequiredMark> {
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const on = selection.typeCondition?.name.value ?? typeName;
      yield* requiredMarks(supergraph, on, selection.selectionSet, above, followed);
    } else if (selection.kind === Kind.FIELD) {
      const field = supergraph.types.get(typeName)?.fields.get(selection.name.value);
      if (!field) continue;
      const mark = field.mark ?? above;
      if (mark) yield { coordinate: field.coordinate, mark };
      if (selection.selectionSet) {
        yield* requiredMarks(supergraph, namedType(field.type), selection.selectionSet, mark, followed);
      }
      if (followed.has(field.coordinate)) continue;
      followed.add(field.coordinate);
      for (const inTurn of field.requires) {
        yield* requiredMarks(supergraph, typeName, inTurn.selection, undefined, followed);
      }
    }
  }
}

function refuseContext(field: SupergraphField): Problem {
  return {
    rule: 'requires-closure',
    subgraphs: field.subgraphs,
    coordinate: field.coordinate,
    fault: 'takes an argument from an object above it, which no mark can follow.',
    mend: 'Use @requires instead of @fromContext.',
  };
}
