import { executeSync, type FieldNode, type FragmentDefinitionNode, Kind, OperationTypeNode, visit } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { SelectionContext, WriteValue } from './write-value.ts';

/** Writes `__schema` or `__type`. Sources know nothing of it, and plans leave it out. */
export function compileIntrospection(context: SelectionContext, nodes: readonly FieldNode[]): WriteValue {
  const { schema, fragments, variableDefinitions } = context;
  const selections = nodes.map((node) => ({ ...node, alias: ANSWER }));
  const document = {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        operation: OperationTypeNode.QUERY,
        variableDefinitions,
        selectionSet: { kind: Kind.SELECTION_SET, selections },
      },
      ...fragments.values(),
    ],
  } as const;
  const write: WriteValue = ({ variables }) => {
    const { data, errors } = executeSync({ schema, document, variableValues: variables });
    if (errors) throw new Error('A valid introspection failed', { cause: errors[0] });
    return JSON.stringify(data?.[ANSWER.value] ?? null);
  };
  if ([...selections, ...fragments.values()].some(usesVariable)) return write;
  return (state, value) => {
    const known = texts.get(document);
    if (known !== undefined) return known;
    const text = write(state, value);
    texts.set(document, text);
    return text;
  };
}

const ANSWER = { kind: Kind.NAME, value: 'answer' } as const;

/** Answers that depend on the schema alone. That about a whole schema has 160,000 characters and takes 30 ms. */
const texts = new LRUCache<object, string>({ maxSize: 4_000_000, sizeCalculation: ({ length }) => length });

function usesVariable(node: FieldNode | FragmentDefinitionNode): boolean {
  let isUsed = false;
  visit(node, {
    Variable: () => {
      isUsed = true;
    },
  });
  return isUsed;
}
