import {
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
} from 'graphql';
import type { Fragments } from '../plan/fragments.ts';
import { type Count, countElements, multiply, sum } from './count.ts';

/** Tells what an operation may cost; reads a document that is valid for the schema. */
export type ReadCost = (operation: OperationDefinitionNode, fragments: Fragments) => Count;

/**
 * The cost of an operation: 1 for each field that it selects, for each element of the lists that the field stands in as
 * far as their length is known. It is where an argument of the list's field is a list itself, such as one of codes, and
 * in the schema's description of itself. Other lists count as one element.
 */
export function createCostReader(schema: GraphQLSchema): ReadCost {
  return (operation, fragments) => {
    const costOf = ({ selections }: SelectionSetNode, parent: GraphQLNamedType | undefined): Count =>
      sum(
        selections.map((selection) => {
          if (selection.kind === Kind.FIELD) return costOfField(selection, parent);
          const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
          if (!fragment) return 0;
          const condition = fragment.typeCondition?.name.value;
          return costOf(fragment.selectionSet, condition === undefined ? parent : schema.getType(condition));
        }),
      );

    const costOfField = (node: FieldNode, parent: GraphQLNamedType | undefined): Count => {
      if (!node.selectionSet) return 1;
      const field = findField(node.name.value, parent);
      const below = costOf(node.selectionSet, field && getNamedType(field.type));
      return sum([1, multiply(field && parent ? sizeOf(node, field, parent) : 1, below)]);
    };

    const sizeOf = (
      { arguments: given = [] }: FieldNode,
      field: GraphQLField<unknown, unknown>,
      parent: GraphQLNamedType,
    ): Count => {
      if (!isListType(getNullableType(field.type))) return 1;
      const introspectionSize = introspectionSizes.get(`${parent.name}.${field.name}`);
      if (introspectionSize !== undefined) return introspectionSize;
      const lists = field.args.filter(({ type }) => isListType(getNullableType(type))).map(({ name }) => name);
      return given
        .filter(({ name }) => lists.includes(name.value))
        .reduce<Count>((size, { value }) => multiply(size, countElements(value)), 1);
    };

    return costOf(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined);
  };
}

function findField(name: string, parent: GraphQLNamedType | undefined): GraphQLField<unknown, unknown> | undefined {
  const metaField = [SchemaMetaFieldDef, TypeMetaFieldDef].find((field) => field.name === name);
  if (metaField) return metaField;
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
}

/**
 * Lists in the schema's description of itself, as a schema of middling size has them: the query of GraphiQL is to pass,
 * and what goes round in circles from fields to their types is not.
 */
const introspectionSizes = new Map([
  ['__Schema.types', 100],
  ['__Schema.directives', 10],
  ['__Type.fields', 5],
  ['__Type.inputFields', 2],
  ['__Field.args', 2],
]);
