import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import type { SourceRequest } from './source.ts';

/** Fields by the key that they have in the response; several nodes under one key are to be merged. */
export type FieldsByKey = ReadonlyMap<string, readonly FieldNode[]>;

/** Collects the fields that a source was asked for on an object. */
export type CollectFields = (
  type: GraphQLCompositeType,
  selectionSets: readonly (SelectionSetNode | undefined)[],
) => FieldsByKey;

/** @see GraphQL specification, section 6.3.2, CollectFields */
export function createCollectFields(schema: GraphQLSchema, { document, variables }: SourceRequest): CollectFields {
  const fragments = new Map(document.definitions.filter(isFragment).map((node) => [node.name.value, node]));
  const readVariable = createVariableReader(document, variables);

  function isIncluded({ directives = [] }: SelectionNode): boolean {
    return directives.every((directive) => {
      const [condition] = directive.arguments ?? [];
      const value = condition?.value.kind === Kind.VARIABLE ? readVariable(condition.value.name.value) : undefined;
      const flag = value ?? (condition && valueFromASTUntyped(condition.value));
      if (directive.name.value === 'skip') return flag !== true;
      return directive.name.value !== 'include' || flag === true;
    });
  }

  function applies(condition: string | undefined, type: GraphQLCompositeType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const conditionType = schema.getType(condition);
    return isAbstractType(conditionType) && 'getFields' in type && schema.isSubType(conditionType, type);
  }

  function collect(type: GraphQLCompositeType, selectionSet: SelectionSetNode, into: Map<string, FieldNode[]>): void {
    for (const selection of selectionSet.selections.filter(isIncluded)) {
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        into.set(key, [...(into.get(key) ?? []), selection]);
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (fragment && applies(fragment.typeCondition?.name.value, type)) collect(type, fragment.selectionSet, into);
    }
  }

  return (type, selectionSets) => {
    const fields = new Map<string, FieldNode[]>();
    for (const selectionSet of selectionSets) if (selectionSet) collect(type, selectionSet, fields);
    return fields;
  };
}

/** The one operation of a source's document. */
export function getOperation(document: DocumentNode): OperationDefinitionNode {
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('A fetch has no operation');
  return operation;
}

function isFragment(node: DocumentNode['definitions'][number]): node is FragmentDefinitionNode {
  return node.kind === Kind.FRAGMENT_DEFINITION;
}

function createVariableReader(document: DocumentNode, variables: SourceRequest['variables']) {
  return (name: string): unknown => {
    if (Object.hasOwn(variables, name)) return variables[name];
    const definition = getOperation(document).variableDefinitions?.find(({ variable }) => variable.name.value === name);
    return definition?.defaultValue && valueFromASTUntyped(definition.defaultValue);
  };
}
