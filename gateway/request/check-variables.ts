import {
  coerceInputValue,
  type GraphQLSchema,
  isInputType,
  isNonNullType,
  type OperationDefinitionNode,
  print,
  typeFromAST,
  type VariableDefinitionNode,
  valueFromAST,
} from 'graphql';
import { CodedError } from '../../schema/coded-error.ts';
import type { JsonObject } from '../fetch/json.ts';
import { Refusal } from './refusal.ts';
import { expectation } from './validate-document.ts';

/**
 * Coerces the variables of an operation that is valid for the schema. Like graphql-js does, but without repeating a
 * value that does not fit.
 * @throws Refusal with VALUE_INVALID
 * @see GraphQL specification, section 6.1.2
 */
export function checkVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: JsonObject,
): JsonObject {
  const errors: CodedError[] = [];
  const coerced: Record<string, unknown> = Object.create(null);
  for (const definition of variableDefinitions) {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type);
    if (!isInputType(type)) continue;
    if (!Object.hasOwn(given, name)) {
      if (definition.defaultValue) coerced[name] = valueFromAST(definition.defaultValue, type);
      else if (isNonNullType(type)) errors.push(invalid(definition, []));
      continue;
    }
    coerced[name] = coerceInputValue(given[name], type, (path, _value, error) => {
      if (errors.length < maxErrors) errors.push(invalid(definition, path, expectation(error)));
    });
  }
  if (errors.length > 0) throw new Refusal(errors);
  return coerced;
}

/** @param path where in the variable's value: indexes and names of input fields */
function invalid(
  definition: VariableDefinitionNode,
  path: readonly (string | number)[],
  expected?: string,
): CodedError {
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`));
  const type = print(definition.type);
  const details = {
    value: `The variable $${definition.variable.name.value}${steps.join('')}`,
    expected: expected ?? (path.length > 0 ? `as the type ${type} has it` : `of type ${type}`),
  };
  return new CodedError('VALUE_INVALID', details, { nodes: definition });
}

const maxErrors = 20;
