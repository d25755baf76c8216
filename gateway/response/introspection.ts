import { executeSync, type FieldNode, Kind, OperationTypeNode } from 'graphql';
import type { SelectionContext, WriteValue } from './write-value.ts';

/** Writes `__schema` or `__type`. Sources know nothing of it, and plans leave it out. */
export function compileIntrospection(context: SelectionContext, nodes: readonly FieldNode[]): WriteValue {
  const { schema, fragments, variableDefinitions } = context;
  const document = {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        operation: OperationTypeNode.QUERY,
        variableDefinitions,
        selectionSet: { kind: Kind.SELECTION_SET, selections: nodes.map((node) => ({ ...node, alias: ANSWER })) },
      },
      ...fragments.values(),
    ],
  } as const;
  return (state) => {
    const { data, errors } = executeSync({ schema, document, variableValues: state.variables });
    if (errors) throw new Error('A valid introspection failed', { cause: errors[0] });
    return JSON.stringify(data?.[ANSWER.value] ?? null);
  };
}

const ANSWER = { kind: Kind.NAME, value: 'answer' } as const;
