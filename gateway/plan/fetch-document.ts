import type { FetchNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** The one operation of a fetch. The planner makes no fragment definitions unless it is told to. */
export function readOperation({ definitions: [definition, ...others] }: DocumentNode): OperationDefinitionNode {
  if (definition?.kind !== Kind.OPERATION_DEFINITION || others.length > 0) {
    throw new Error('A fetch is one operation without fragment definitions');
  }
  return definition;
}

/** The parts of a fetch that say what is asked for, for other selections than the operation's own. */
export function askFor(
  operation: OperationDefinitionNode,
  selectionSet: SelectionSetNode,
): Pick<FetchNode, 'operation' | 'operationKind' | 'variableUsages'> {
  const used = findVariables(selectionSet);
  const variableDefinitions = (operation.variableDefinitions ?? []).filter(({ variable }) =>
    used.has(variable.name.value),
  );
  return {
    operation: print({ ...operation, variableDefinitions, selectionSet }),
    operationKind: operation.operation,
    variableUsages: [...used].filter((name) => name !== REPRESENTATIONS),
  };
}

/** An operation that asks entities of a type for these selections, with the variables of the one they come from. */
export function asEntityOperation(
  { variableDefinitions = [] }: OperationDefinitionNode,
  typeName: string,
  selectionSet: SelectionSetNode,
): OperationDefinitionNode {
  const [template] = parse(
    `query ($${REPRESENTATIONS}: [_Any!]!) {
      ${ENTITIES}(representations: $${REPRESENTATIONS}) { ... on ${typeName} { __typename } }
    }`,
    { noLocation: true },
  ).definitions;
  if (template?.kind !== Kind.OPERATION_DEFINITION) throw new Error('The template is an operation');
  const others = variableDefinitions.filter(({ variable }) => variable.name.value !== REPRESENTATIONS);
  return {
    ...template,
    variableDefinitions: [...(template.variableDefinitions ?? []), ...others],
    selectionSet: visit(template.selectionSet, {
      InlineFragment: { leave: (fragment) => ({ ...fragment, selectionSet }) },
    }),
  };
}

/** The field at the root of an entity operation. */
export const ENTITIES = '_entities';

const REPRESENTATIONS = 'representations';

function findVariables(set: SelectionSetNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(set, { Variable: ({ name }) => void names.add(name.value) });
  return names;
}
