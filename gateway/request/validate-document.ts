import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  specifiedRules,
  type ValidationRule,
  ValuesOfCorrectTypeRule,
  validate,
} from 'graphql';
import { CodedError } from '../../schema/coded-error.ts';
import { Refusal } from './refusal.ts';

/** @throws Refusal with OPERATION_INVALID and VALUE_INVALID */
export function validateDocument(schema: GraphQLSchema, document: DocumentNode): void {
  const errors = validate(schema, document, rules, { maxErrors });
  if (errors.length > 0) throw new Refusal(errors.map(toCodedError));
}

/** The rule of graphql-js repeats the value that does not fit. Here only the type is told. */
const valuesRule: ValidationRule = (context) =>
  ValuesOfCorrectTypeRule(
    Object.create(context, {
      reportError: {
        value(error: GraphQLError) {
          const type = context.getInputType() ?? context.getParentInputType();
          const argument = context.getArgument();
          const details = {
            value: argument ? `The argument ${argument.name}` : 'The default value',
            expected: expectation(error) ?? `of type ${type}`,
          };
          context.reportError(new CodedError('VALUE_INVALID', details, { nodes: error.nodes ?? null }));
        },
      },
    }),
  );

const rules = specifiedRules.map((rule) => (rule === ValuesOfCorrectTypeRule ? valuesRule : rule));

/** What a shared scalar wanted, if it was one that refused. */
export function expectation(error: GraphQLError): string | undefined {
  return error instanceof CodedError && error.code === 'VALUE_INVALID' ? String(error.details['expected']) : undefined;
}

function toCodedError(error: GraphQLError): CodedError {
  if (error instanceof CodedError) return error;
  return new CodedError('OPERATION_INVALID', { reason: error.message }, { nodes: error.nodes ?? null });
}

const maxErrors = 20;
