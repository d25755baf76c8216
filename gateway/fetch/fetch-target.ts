import { type FieldNode, type GraphQLOutputType, type GraphQLSchema, isCompositeType } from 'graphql';
import { type CollectFields, getOperation } from './collect-fields.ts';
import { isJsonObject } from './read-answer.ts';
import type { ResponsePath, SourceRequest } from './source.ts';

/** An object that a fetch fills: one of its entities, or the root of its operation. */
export interface FetchTarget {
  /** In the source's answer: `['_entities', 3]`, or `[]`. */
  readonly path: ResponsePath;
  readonly fields: readonly FetchedField[];
}

/** A field of a target that was asked for. */
export interface FetchedField {
  readonly key: string;
  readonly path: ResponsePath;
  readonly nodes: readonly FieldNode[];
  /** Undefined for what every type has, such as `__typename`. */
  readonly type: GraphQLOutputType | undefined;
}

/** Lists what a fetch asks for, in the order of its representations. */
export function listFetchTargets(
  schema: GraphQLSchema,
  { document, variables }: SourceRequest,
  collectFields: CollectFields,
): FetchTarget[] {
  const operation = getOperation(document);
  const rootType = schema.getRootType(operation.operation);
  if (!rootType) throw new Error(`The schema has no ${operation.operation}`);
  const rootFields = collectFields(rootType, [operation.selectionSet]);
  const entities = rootFields.get('_entities');
  const { representations } = variables;
  if (!entities || !Array.isArray(representations)) return [{ path: [], fields: listFields([], rootType, rootFields) }];

  const selectionSets = entities.map(({ selectionSet }) => selectionSet);
  return representations.map((representation: unknown, index) => {
    const path = ['_entities', index];
    const type = schema.getType(isJsonObject(representation) ? String(representation['__typename']) : '');
    return { path, fields: isCompositeType(type) ? listFields(path, type, collectFields(type, selectionSets)) : [] };
  });
}

function listFields(
  path: ResponsePath,
  type: Parameters<CollectFields>[0],
  fields: ReturnType<CollectFields>,
): FetchedField[] {
  const definitions = 'getFields' in type ? type.getFields() : {};
  return [...fields].map(([key, nodes]) => ({
    key,
    path: [...path, key],
    nodes,
    type: nodes[0] && definitions[nodes[0].name.value]?.type,
  }));
}
