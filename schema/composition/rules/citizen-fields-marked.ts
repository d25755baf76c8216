import { citizen } from '../citizen.ts';
import type { Problem } from '../problem.ts';
import type { Supergraph } from '../supergraph.ts';

/** Every field of a citizen, the key aside, says how it is guarded: a field without a mark would be open to all. */
export function* citizenFieldsMarked({ types }: Supergraph): Iterable<Problem> {
  for (const field of types.get(citizen.type)?.fields.values() ?? []) {
    if (field.name === citizen.key || field.mark) continue;
    yield {
      rule: 'citizen-fields-marked',
      subgraphs: field.subgraphs,
      coordinate: field.coordinate,
      fault: 'has no @personal mark.',
      mend: 'Add @personal(scope: …, class: …), and @composeDirective(name: "@personal") if the subgraph has none.',
    };
  }
}
