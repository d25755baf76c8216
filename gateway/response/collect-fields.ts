import { type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import { isIncluded } from '../plan/conditions.ts';
import type { Variables } from '../plan/execution.ts';
import type { Fragments } from '../plan/fragments.ts';

interface Collection {
  readonly fragments: Fragments;
  readonly conditions: Variables;
  /** Whether fragments with this type condition count. */
  readonly applies: (typeCondition: string) => boolean;
}

/**
 * Response names in the order in which they first stand, each with all its fields.
 * @see GraphQL specification, section 6.3.2 Field Collection
 */
export function collectFields(sets: readonly SelectionSetNode[], collection: Collection): Map<string, FieldNode[]> {
  const { fragments, conditions, applies } = collection;
  const fields = new Map<string, FieldNode[]>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (!isIncluded(selection, conditions)) continue;
      if (selection.kind === Kind.FIELD) {
        const name = selection.alias?.value ?? selection.name.value;
        const nodes = fields.get(name);
        if (nodes) nodes.push(selection);
        else fields.set(name, [selection]);
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      const condition = fragment?.typeCondition?.name.value;
      if (fragment && (condition === undefined || applies(condition))) collect(fragment.selectionSet);
    }
  };
  for (const set of sets) collect(set);
  return fields;
}
