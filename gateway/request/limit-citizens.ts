import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  getArgumentValues,
  type OperationDefinitionNode,
  separateOperations,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { CodedError } from '../../schema/coded-error.ts';
import type { JsonObject } from '../fetch/json.ts';

/** How many citizens one operation may name, in all its root fields together. */
export const maxCitizens = 1_000;

/**
 * Bounds the work that one request can ask for.
 * @param variables coerced
 * @throws OPERATION_TOO_MANY_CITIZENS
 */
export function limitCitizens(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: JsonObject,
): void {
  const counts = new Map<string, number>();
  const typeInfo = new TypeInfo(schema);
  const ofOperation = separateOperations(document)[operation.name?.value ?? ''] ?? document;
  const visitor = visitWithTypeInfo(typeInfo, {
    Field(node) {
      const field = typeInfo.getFieldDef();
      if (typeInfo.getParentType() !== schema.getQueryType() || !field) return undefined;
      if (field.name !== 'citizen' && field.name !== 'citizens') return false;
      const { personalIds } = getArgumentValues(field, node, variables);
      // Fields under one key are merged into one.
      counts.set(responseKey(node), Array.isArray(personalIds) ? personalIds.length : 1);
      return false;
    },
  });
  visit(ofOperation, visitor);
  const count = counts.values().reduce((sum, ids) => sum + ids, 0);
  if (count > maxCitizens) throw new CodedError('OPERATION_TOO_MANY_CITIZENS', { count, limit: maxCitizens });
}

function responseKey({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}
