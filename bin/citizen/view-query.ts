import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** Deeper than any ministry nests; bounds the view whatever joins the graph. */
const MAX_DEPTH = 6;

/** A citizen within a citizen is told by these fields: a view shows one person. */
const referenceFields = ['personalId', 'fullName'];

/** The selection of all that the graph can say of a citizen: `{ personalId fullName … }`. */
export function viewSelection(schema: GraphQLSchema): string {
  return selectFields(schema, getCitizenType(schema), MAX_DEPTH);
}

/** @throws Error when the graph knows no citizens */
export function getCitizenType(schema: GraphQLSchema): GraphQLObjectType {
  const type = schema.getType('Citizen');
  if (!isObjectType(type)) throw new Error('The gateway serves a graph without citizens.');
  return type;
}

/** Whether the field leads to another citizen. */
export function isReference(type: GraphQLNamedType): boolean {
  return type.name === 'Citizen';
}

function selectFields(schema: GraphQLSchema, type: GraphQLObjectType, depth: number): string {
  const fields = Object.values(type.getFields()).filter(needsNoArgument);
  return `{ ${fields.map((field) => selectField(schema, field, depth)).join(' ')} }`;
}

function selectField(schema: GraphQLSchema, { name, type }: GraphQLField<unknown, unknown>, depth: number): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return name;
  if (depth === 1) return '';
  return `${name} ${selectComposite(schema, named, depth - 1)}`;
}

function selectComposite(schema: GraphQLSchema, type: GraphQLNamedType, depth: number): string {
  if (isAbstractType(type)) {
    const choices = schema
      .getPossibleTypes(type)
      .map((possible) => `... on ${possible.name} ${selectFields(schema, possible, depth)}`);
    return `{ __typename ${choices.join(' ')} }`;
  }
  if (!isObjectType(type)) throw new TypeError(`${type.name} is no type of an answer`);
  if (!isReference(type)) return selectFields(schema, type, depth);
  return `{ ${referenceFields.filter((field) => type.getFields()[field]).join(' ')} }`;
}

function needsNoArgument({ args }: GraphQLField<unknown, unknown>): boolean {
  return !args.some(isRequiredArgument);
}
