import { type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';

/** Names that a selection sets on an object, with what it sets below each. Type conditions are left aside. */
export interface SelectionTree extends ReadonlyMap<string, SelectionTree> {}

interface GrowingTree extends Map<string, GrowingTree> {}

/** @param renamed  names that are changed after the answer has come */
export function createSelectionTree(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  renamed: ReadonlyMap<string, string>,
): SelectionTree {
  const root: GrowingTree = new Map();
  const add = (tree: GrowingTree, { selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const answered = selection.alias?.value ?? selection.name.value;
        const name = renamed.get(answered) ?? answered;
        const below = tree.get(name) ?? new Map();
        tree.set(name, below);
        if (selection.selectionSet) add(below, selection.selectionSet);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        add(tree, selection.selectionSet);
      } else {
        const fragment = fragments.get(selection.name.value);
        if (fragment) add(tree, fragment.selectionSet);
      }
    }
  };
  add(root, set);
  return root;
}

export function subtreeAt(tree: SelectionTree, path: readonly string[]): SelectionTree {
  return path.reduce((current, name) => current.get(name) ?? emptyTree, tree);
}

export const emptyTree: SelectionTree = new Map();
