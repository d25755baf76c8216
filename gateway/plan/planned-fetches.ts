import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { type FragmentDefinitionNode, Kind, parse } from 'graphql';
import type { SourceOperation } from '../fetch/source.ts';
import { createSelectionTree, type SelectionTree, subtreeAt } from './selection-tree.ts';

/** A fetch of a plan and where it attaches. */
export interface PlannedFetch {
  readonly node: FetchNode;
  /** Source names from the root, and `@` for each item of a list. */
  readonly path: readonly string[];
  readonly operation: SourceOperation;
  /** What the fetch sets on the objects that it completes. */
  readonly selection: SelectionTree;
  /** Names in the source's answer that stand for others, since the plain ones were taken. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** All fetches of a plan. */
export function collectFetches(node: PlanNode, path: readonly string[] = []): PlannedFetch[] {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap((child) => collectFetches(child, path));
    case 'Flatten':
      return collectFetches(node.node, [...path, ...node.path.map(String)]);
    case 'Fetch':
      return [readFetch(node, path)];
    case 'Condition':
    case 'Defer':
      throw new Error(`A plan has no ${node.kind} node: conditions are settled before, and @defer is not asked for`);
  }
}

export function readFetch(node: FetchNode, path: readonly string[]): PlannedFetch {
  const document = parse(node.operation, { noLocation: true });
  const fragments = new Map<string, FragmentDefinitionNode>();
  let whole: SelectionTree = new Map();
  const renamed = new Map(
    (node.outputRewrites ?? []).flatMap((rewrite) =>
      rewrite.kind === 'KeyRenamer' ? [[rewrite.path.at(-1) ?? '', rewrite.renameKeyTo] as const] : [],
    ),
  );
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      whole = createSelectionTree(definition.selectionSet, fragments, renamed);
    }
  }
  return {
    node,
    path,
    operation: { text: node.operation, document, operationName: node.operationName, kind: node.operationKind },
    selection: node.requires ? subtreeAt(whole, ['_entities']) : whole,
    renamed,
  };
}

/**
 * Whether another fetch of the plan changes what this one answers: it attaches to an object inside it, or sets some of
 * the same again. If none does, requests may share an entity as it is.
 */
export function isExtendedLater(fetch: PlannedFetch, fetches: readonly PlannedFetch[]): boolean {
  const path = namesOf(fetch.path);
  return fetches.some((other) => {
    if (other === fetch) return false;
    const otherPath = namesOf(other.path);
    if (otherPath.length > path.length) {
      return isPrefix(path, otherPath) && fetch.selection.has(otherPath[path.length] ?? '');
    }
    if (!isPrefix(otherPath, path)) return false;
    const set = subtreeAt(other.selection, path.slice(otherPath.length));
    return fetch.selection.keys().some((name) => name !== '__typename' && set.has(name));
  });
}

/** The names of a path, without its steps into lists. */
export function namesOf(path: readonly string[]): string[] {
  return path.filter((name) => name !== '@');
}

export function isPrefix(start: readonly string[], path: readonly string[]): boolean {
  return start.every((name, index) => path[index] === name);
}
