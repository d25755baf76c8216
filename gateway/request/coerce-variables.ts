import {
  coerceInputValue,
  type GraphQLInputType,
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
import { maxNesting } from './limits.ts';
import { Refusal } from './refusal.ts';
import { expectation } from './validate-document.ts';

/**
 * Coerces the variables that came with a request and applies defaults.
 * @throws Refusal with VALUE_INVALID
 * @see GraphQL specification, section 6.1.2
 */
export type CoerceVariables = (given: JsonObject) => JsonObject;

/** Like graphql-js does it, but types are looked up once, and a value that does not fit is not repeated. */
export function compileCoercion(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
): CoerceVariables {
  const variables = variableDefinitions.map((definition) => readVariable(schema, definition));

  return (given) => {
    const errors: CodedError[] = [];
    const report = (error: CodedError): void => {
      errors.push(error);
      if (errors.length === maxErrors) throw new Refusal(errors);
    };
    const coerced: JsonObject = Object.create(null);
    for (const { name, type, isRequired, defaultValue, definition } of variables) {
      if (Object.hasOwn(given, name)) {
        const value = given[name];
        if (isTooDeep(value)) {
          report(invalid(definition, [], `at most ${maxNesting} levels deep`));
          continue;
        }
        coerced[name] = coerceInputValue(value, type, (path, _value, error) =>
          report(invalid(definition, path, expectation(error))),
        );
      } else if (defaultValue !== undefined) coerced[name] = defaultValue;
      else if (isRequired) report(invalid(definition, []));
    }
    if (errors.length > 0) throw new Refusal(errors);
    return coerced;
  };
}

interface Variable {
  readonly name: string;
  readonly type: GraphQLInputType;
  readonly isRequired: boolean;
  /** Undefined when there is none. */
  readonly defaultValue: unknown;
  readonly definition: VariableDefinitionNode;
}

function readVariable(schema: GraphQLSchema, definition: VariableDefinitionNode): Variable {
  const type = typeFromAST(schema, definition.type);
  if (!isInputType(type)) throw new Error('The document was to be validated before its variables are read');
  return {
    name: definition.variable.name.value,
    type,
    isRequired: isNonNullType(type),
    defaultValue: definition.defaultValue && valueFromAST(definition.defaultValue, type),
    definition,
  };
}

/** A deeper value would overflow the stack of what coerces it and of what writes it as JSON. */
function isTooDeep(value: unknown, level = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (level === maxNesting) return true;
  return Object.values(value).some((inner) => isTooDeep(inner, level + 1));
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
