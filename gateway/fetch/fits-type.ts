import {
  type FieldNode,
  GraphQLID,
  type GraphQLLeafType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isCompositeType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { CollectFields } from './collect-fields.ts';
import { isJsonObject } from './read-answer.ts';

/** Whether a value that a source gave is one that the schema allows, with all that was asked for below it. */
export type FitsType = (value: unknown, type: GraphQLOutputType, nodes: readonly FieldNode[]) => boolean;

/** @param schema the whole supergraph's, since sources also give what callers cannot see */
export function createFitsType(schema: GraphQLSchema, collectFields: CollectFields): FitsType {
  const fits: FitsType = (value, type, nodes) => {
    if (isNonNullType(type)) return value !== null && fits(value, type.ofType, nodes);
    if (value === null) return true;
    if (isListType(type)) return Array.isArray(value) && value.every((item) => fits(item, type.ofType, nodes));
    if (isLeafType(type)) return isLeafValue(value, type);
    if (!isJsonObject(value)) return false;

    const { __typename: typeName } = value;
    const runtimeType = typeof typeName === 'string' ? schema.getType(typeName) : type;
    if (!isCompositeType(runtimeType)) return false;
    const fields = collectFields(
      runtimeType,
      nodes.map(({ selectionSet }) => selectionSet),
    );
    const definitions = 'getFields' in runtimeType ? runtimeType.getFields() : {};
    return [...fields].every(([key, fieldNodes]) => {
      if (!Object.hasOwn(value, key)) return false;
      const definition = fieldNodes[0] && definitions[fieldNodes[0].name.value];
      return !definition || fits(value[key], definition.type, fieldNodes);
    });
  };
  return fits;
}

function isLeafValue(value: unknown, type: GraphQLLeafType): boolean {
  if (isEnumType(type)) return typeof value === 'string' && type.getValue(value) !== undefined;
  if (type === GraphQLID) return typeof value === 'string' || Number.isSafeInteger(value);
  try {
    // A value that has been serialized once stays as it is; one that changes is of another type.
    return type.serialize(value) === value;
  } catch {
    return false;
  }
}
