import { isInterfaceType, isObjectType, type Supergraph } from '@apollo/federation-internals';
import { Kind, parse } from 'graphql';
import { createSelectionTree, emptyTree, type SelectionTree } from './selection-tree.ts';

/** What single subgraphs say of types. */
export interface SubgraphTypes {
  /** Whether a subgraph has a type of this name. */
  readonly has: (subgraph: string, typeName: string) => boolean;
  /** All that is in the keys by which a subgraph resolves a type. */
  readonly keysOf: (subgraph: string, typeName: string) => SelectionTree;
  /** What a subgraph is given before it resolves a field: `@requires`. */
  readonly requiresOf: (subgraph: string, typeName: string, fieldName: string) => SelectionTree;
}

export function readSubgraphTypes(supergraph: Supergraph): SubgraphTypes {
  const subgraphs = supergraph.subgraphs();

  return {
    has: (subgraph, typeName) => subgraphs.get(subgraph)?.schema.type(typeName) !== undefined,
    keysOf(subgraph, typeName) {
      const found = find(subgraph, typeName);
      const keys = found?.type.appliedDirectivesOf(found.metadata.keyDirective()) ?? [];
      return readNames(keys.map((key) => key.arguments().fields));
    },
    requiresOf(subgraph, typeName, fieldName) {
      const found = find(subgraph, typeName);
      const requires = found?.type.field(fieldName)?.appliedDirectivesOf(found.metadata.requiresDirective()) ?? [];
      return readNames(requires.map((directive) => directive.arguments().fields));
    },
  };

  function find(subgraph: string, typeName: string) {
    const found = subgraphs.get(subgraph);
    const type = found?.schema.type(typeName);
    const isFound = found && type && (isObjectType(type) || isInterfaceType(type));
    return isFound ? { type, metadata: found.metadata() } : undefined;
  }
}

/** @param selections  as directives hold them, without the outer braces */
function readNames(selections: readonly unknown[]): SelectionTree {
  if (selections.length === 0) return emptyTree;
  const [definition] = parse(`{ ${selections.join(' ')} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('A key is a selection');
  return createSelectionTree(definition.selectionSet, new Map(), new Map());
}
