import { citizen } from '../citizen.ts';
import type { Problem } from '../problem.ts';
import { namedType, type Supergraph } from '../supergraph.ts';

/**
 * A root field leads to citizens, whose fields are guarded one by one, or says itself how it is guarded: what lies
 * below it would otherwise have no mark to take, since marks are taken from the way that led there.
 */
export function* rootFieldsMarked({ types }: Supergraph): Iterable<Problem> {
  for (const root of ['Query', 'Mutation', 'Subscription']) {
    for (const field of types.get(root)?.fields.values() ?? []) {
      if (field.mark || namedType(field.type) === citizen.type) continue;
      yield {
        rule: 'root-fields-marked',
        subgraphs: field.subgraphs,
        coordinate: field.coordinate,
        fault: `leads past ${citizen.type} and has no @personal mark, so what lies below it would be open to all.`,
        mend: `Reach it through a field of ${citizen.type}, or add @personal(scope: …, class: …), PUBLIC for what tells nothing about a person.`,
      };
    }
  }
}
