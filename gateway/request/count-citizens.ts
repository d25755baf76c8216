import { type FieldNode, type GraphQLSchema, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import type { Fragments } from '../plan/fragments.ts';
import { type Count, countElements, sum } from './count.ts';

/** How many citizens one operation may name, in all its root fields together. */
export const maxCitizens = 1_000;

/** How many citizens an operation names that is valid for the schema. */
export function countCitizens(schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: Fragments): Count {
  if (schema.getRootType(operation.operation) !== schema.getQueryType()) return 0;
  // Fields under one key are merged into one.
  const counts = new Map<string, Count>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        counts.set((selection.alias ?? selection.name).value, countNamed(selection));
      } else {
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
        if (fragment) collect(fragment.selectionSet);
      }
    }
  };
  collect(operation.selectionSet);
  return sum([...counts.values()]);
}

function countNamed({ name, arguments: given = [] }: FieldNode): Count {
  if (name.value === 'citizen') return 1;
  const personalIds = given.find((argument) => argument.name.value === 'personalIds');
  return name.value === 'citizens' && personalIds ? countElements(personalIds.value) : 0;
}
