import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, type OperationDefinitionNode, type SelectionNode } from 'graphql';
import { ENTITIES } from './fetch-document.ts';
import type { SelectionTree } from './selection-tree.ts';
import type { SubgraphTypes } from './subgraph-types.ts';

/**
 * What a fetch still requires of its entities when it asks for less: their keys, and what the fields that are left
 * `@require`.
 * @param operation  asks for what is left
 */
export function pruneRequires(
  { serviceName, requires = [] }: FetchNode,
  operation: OperationDefinitionNode,
  types: SubgraphTypes,
): QueryPlanSelectionNode[] {
  const fields = listEntityFields(operation);
  return requires.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind === 'Field' || selection.typeCondition === undefined) return [selection];
    const { typeCondition } = selection;
    const needed = [
      types.keysOf(serviceName, typeCondition),
      ...fields.flatMap(({ typeName, name }) => [
        types.requiresOf(serviceName, typeName, name),
        types.requiresOf(serviceName, typeCondition, name),
      ]),
    ];
    return [{ ...selection, selections: keep(selection.selections, needed) }];
  });
}

interface EntityField {
  readonly typeName: string;
  readonly name: string;
}

/** Fields of the entities themselves, on whatever type or interface they stand. */
function listEntityFields({ selectionSet }: OperationDefinitionNode): EntityField[] {
  return selectionSet.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD && selection.name.value === ENTITIES
      ? listFields(selection.selectionSet?.selections ?? [], '')
      : [],
  );
}

function listFields(selections: readonly SelectionNode[], typeName: string): EntityField[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [{ typeName, name: selection.name.value }];
    if (selection.kind !== Kind.INLINE_FRAGMENT) return [];
    return listFields(selection.selectionSet.selections, selection.typeCondition?.name.value ?? typeName);
  });
}

function keep(
  selections: readonly QueryPlanSelectionNode[],
  needed: readonly SelectionTree[],
): QueryPlanSelectionNode[] {
  return selections.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind === 'InlineFragment') {
      const inner = keep(selection.selections, needed);
      return inner.length > 0 ? [{ ...selection, selections: inner }] : [];
    }
    if (selection.name === '__typename') return [selection];
    const below = needed.flatMap((tree) => tree.get(selection.name) ?? []);
    if (below.length === 0) return [];
    return [selection.selections ? { ...selection, selections: keep(selection.selections, below) } : selection];
  });
}
