import { GraphQLScalarType, Kind } from 'graphql';
import { CodedError } from '../coded-error.ts';

function checkAmount(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new CodedError('VALUE_INVALID', { value: 'Vnd', expected: 'a whole number of đồng' });
}

export const Vnd = new GraphQLScalarType<number, number>({
  name: 'Vnd',
  serialize: checkAmount,
  parseValue: checkAmount,
  parseLiteral: (node) => checkAmount(node.kind === Kind.INT ? Number(node.value) : undefined),
});
