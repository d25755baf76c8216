import { GraphQLScalarType, Kind } from 'graphql';
import { CodedError } from '../coded-error.ts';

export interface TextScalarOptions {
  /** The name in the SDL. */
  readonly name: string;
  /** What a right value looks like, as it ends the sentence "… must be". */
  readonly expected: string;
  /** The whole value matches. */
  readonly pattern: RegExp;
  /** What the pattern alone cannot tell, such as a check digit or the days of a month. */
  readonly isValid?: (text: string) => boolean;
}

/**
 * A scalar that is text of a checked format, the same on the way in and on the way out. A value that does not fit is
 * refused without being repeated, since it may be somebody's number.
 * @throws VALUE_INVALID that names the scalar and the expected format
 */
export function createTextScalar({ name, expected, pattern, isValid = () => true }: TextScalarOptions) {
  const check = (value: unknown): string => {
    if (typeof value === 'string' && pattern.test(value) && isValid(value)) return value;
    throw new CodedError('VALUE_INVALID', { value: name, expected });
  };
  return new GraphQLScalarType<string, string>({
    name,
    serialize: check,
    parseValue: check,
    parseLiteral: (node) => check(node.kind === Kind.STRING ? node.value : undefined),
  });
}
