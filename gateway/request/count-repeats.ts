import { type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';
import type { Fragments } from '../plan/fragments.ts';

/**
 * How often one field, or how many fragments, stand at one place of the answer: the most at any place. Whether fields
 * can be merged is checked pair by pair, which takes the square of it.
 * @param sets  merged into one another; to be bounded in size, since their fragments are written out
 */
export function countRepeats(sets: readonly SelectionSetNode[], fragments: Fragments): number {
  const spread = new Set<FragmentDefinitionNode>();
  const fields = new Map<string, { count: number; readonly sets: SelectionSetNode[] }>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const field = fields.get(key) ?? { count: 0, sets: [] };
        field.count += 1;
        if (selection.selectionSet) field.sets.push(selection.selectionSet);
        fields.set(key, field);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(selection.selectionSet);
      } else {
        const fragment = fragments.get(selection.name.value);
        if (!fragment || spread.has(fragment)) continue;
        spread.add(fragment);
        collect(fragment.selectionSet);
      }
    }
  };
  for (const set of sets) collect(set);
  const below = fields.values().map(({ count, sets: inner }) => Math.max(count, countRepeats(inner, fragments)));
  return Math.max(spread.size, ...below);
}
