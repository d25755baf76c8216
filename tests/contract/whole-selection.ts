import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** Fields that a selection reaches below the citizen, level by level. */
const MAX_DEPTH = 8;

/**
 * Selects every field of a type and of what lies below it. Other citizens are selected by their key alone, a type that
 * stands above itself and a field that cannot do without an argument not at all.
 */
export function wholeSelection(schema: GraphQLSchema, typeName: string): string {
  const select = (type: GraphQLNamedType, above: readonly string[]): string => {
    if (isAbstractType(type)) {
      const types = schema
        .getPossibleTypes(type)
        .map((possible) => `... on ${possible.name} ${select(possible, above)}`);
      return `{ __typename ${types.join(' ')} }`;
    }
    if (!isObjectType(type)) return '';
    const fields = Object.values(type.getFields()).map((field) => selectField(field, [...above, type.name]));
    return `{ __typename ${fields.join(' ')} }`;
  };
  const selectField = (field: GraphQLField<unknown, unknown>, above: readonly string[]): string => {
    if (field.args.some(isRequiredArgument)) return '';
    const type = getNamedType(field.type);
    if (!isCompositeType(type)) return field.name;
    if (type.name === 'Citizen') return `${field.name} { __typename personalId }`;
    return above.includes(type.name) || above.length === MAX_DEPTH ? '' : `${field.name} ${select(type, above)}`;
  };
  const root = schema.getType(typeName);
  if (!isObjectType(root)) throw new Error(`${typeName} is no object type`);
  return select(root, []).slice(1, -1);
}

/** How many levels of fields a selection has. */
export function selectionDepth(selection: string): number {
  let depth = 1;
  let deepest = 1;
  for (const character of selection) {
    if (character === '{') deepest = Math.max(deepest, ++depth);
    if (character === '}') depth--;
  }
  return deepest;
}
