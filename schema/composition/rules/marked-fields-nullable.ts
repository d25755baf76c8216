import { Kind, print } from 'graphql';
import { printMark } from '../../marks/mark.ts';
import type { Problem } from '../problem.ts';
import type { Supergraph } from '../supergraph.ts';

/** A field that may be withheld is nullable: null is what a caller gets in its place. */
export function* markedFieldsNullable({ types }: Supergraph): Iterable<Problem> {
  for (const type of types.values()) {
    for (const field of type.fields.values()) {
      if (!field.mark || field.type.kind !== Kind.NON_NULL_TYPE) continue;
      yield {
        rule: 'marked-fields-nullable',
        subgraphs: field.subgraphs,
        coordinate: field.coordinate,
        fault: `is marked ${printMark(field.mark)} and cannot be null.`,
        mend: `Make it ${print(field.type.type)}, so that it can be withheld.`,
      };
    }
  }
}
