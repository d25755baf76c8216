import { isAtLeastAsClosed, printMark } from '../../marks/mark.ts';
import type { Problem } from '../problem.ts';
import type { Supergraph, SupergraphField } from '../supergraph.ts';

/**
 * Composition does not carry a mark from an interface to the types that implement it, nor back, and a query can name
 * the field by either. So both carry one, and the type's is at least as closed as the interface's.
 */
export function* interfaceMarks({ types }: Supergraph): Iterable<Problem> {
  for (const type of types.values()) {
    for (const name of type.interfaces) {
      for (const inInterface of types.get(name)?.fields.values() ?? []) {
        const field = type.fields.get(inInterface.name);
        if (field) yield* compare(field, inInterface);
      }
    }
  }
}

function* compare(field: SupergraphField, inInterface: SupergraphField): Iterable<Problem> {
  const rule = 'interface-marks';
  if (inInterface.mark && !(field.mark && isAtLeastAsClosed(field.mark, inInterface.mark))) {
    yield {
      rule,
      subgraphs: field.subgraphs,
      coordinate: field.coordinate,
      fault: `is less closed than ${inInterface.coordinate}, which it implements.`,
      mend: `Add ${printMark(inInterface.mark)} or a closer mark of its own.`,
    };
  }
  if (field.mark && !inInterface.mark) {
    yield {
      rule,
      subgraphs: inInterface.subgraphs,
      coordinate: inInterface.coordinate,
      fault: `has no @personal mark, but ${field.coordinate}, which implements it, has one.`,
      mend: 'Add the most open mark of the fields that implement it.',
    };
  }
}
