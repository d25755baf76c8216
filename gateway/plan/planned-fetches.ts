import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { FetchSelection } from './fetch-selection.ts';

/** A fetch of a plan and where it attaches. */
export interface PlannedFetch {
  readonly node: FetchNode;
  /** Response names from the root, without the marks of lists. */
  readonly path: readonly string[];
  readonly selection: FetchSelection;
}

/** All fetches of a plan, on whatever branch they stand. */
export function collectFetches(node: PlanNode, path: readonly string[] = []): PlannedFetch[] {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap((child) => collectFetches(child, path));
    case 'Flatten':
      return collectFetches(node.node, [...path, ...responseNames(node.path.map(String))]);
    case 'Condition':
      return [node.ifClause, node.elseClause].flatMap((clause) => (clause ? collectFetches(clause, path) : []));
    case 'Fetch':
      return [{ node, path, selection: new FetchSelection(node) }];
    case 'Defer':
      return [];
  }
}

export function getPlannedFetch(node: FetchNode, fetches: readonly PlannedFetch[]): PlannedFetch {
  const planned = fetches.find((fetch) => fetch.node === node);
  if (planned === undefined) throw new Error('A fetch stands in no branch of its own plan');
  return planned;
}

/**
 * Whether another fetch of the plan changes what this one answers: it attaches to an object inside it, or sets the
 * same objects again. If none does, requests may share an entity as it is.
 */
export function isExtendedLater(fetch: PlannedFetch, fetches: readonly PlannedFetch[]): boolean {
  const { path, selection } = fetch;
  const composites = selection.compositesAt([]);
  return fetches.some((other) => {
    if (other === fetch) return false;
    const next = other.path[path.length];
    if (next !== undefined) return isPrefix(path, other.path) && composites.has(next);
    if (!isPrefix(other.path, path)) return false;
    return !composites.isDisjointFrom(other.selection.compositesAt(path.slice(other.path.length)));
  });
}

function responseNames(path: readonly string[]): string[] {
  return path.filter((name) => name !== '@');
}

function isPrefix(start: readonly string[], path: readonly string[]): boolean {
  return start.every((name, index) => path[index] === name);
}
