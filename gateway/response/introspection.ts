import {
  executeSync,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { JsonObject } from '../fetch/json.ts';
import type { Fragments } from './write-value.ts';

/** Answers `__schema` and `__type`: response names → values, complete as they are. */
export type Introspect = (variables: Readonly<Record<string, unknown>>) => JsonObject;

/**
 * Compiles what an operation asks of the schema itself; sources know nothing of it, and plans leave it out.
 * @returns undefined when the operation asks nothing of the kind
 */
export function compileIntrospection(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
): Introspect | undefined {
  const selectionSet = keepIntrospection(operation.selectionSet, fragments);
  if (selectionSet.selections.length === 0) return undefined;
  const document = {
    kind: Kind.DOCUMENT,
    definitions: [{ ...operation, selectionSet }, ...fragments.values()],
  } as const;
  return (variables) => {
    const { data, errors } = executeSync({ schema, document, variableValues: variables });
    if (errors) throw new Error('A valid introspection failed', { cause: errors[0] });
    return { ...data };
  };
}

/** The same selections, fragments written out, without all other fields. */
function keepIntrospection({ selections }: SelectionSetNode, fragments: Fragments): SelectionSetNode {
  return {
    kind: Kind.SELECTION_SET,
    selections: selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) {
        const name = selection.name.value;
        return name === '__schema' || name === '__type' ? [selection] : [];
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (!fragment) return [];
      const selectionSet = keepIntrospection(fragment.selectionSet, fragments);
      const { directives } = selection;
      return selectionSet.selections.length === 0
        ? []
        : [{ kind: Kind.INLINE_FRAGMENT, selectionSet, ...(directives && { directives }) }];
    }),
  };
}
