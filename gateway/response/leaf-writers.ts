import { type GraphQLLeafType, type GraphQLScalarType, isEnumType } from 'graphql';
import type { SourceFault } from '../fetch/source.ts';
import { quote } from './quote.ts';
import type { WriteValue } from './write-value.ts';

/** Writes a scalar or an enum value, after a look at whether it is one. */
export function createLeafWriter(type: GraphQLLeafType, invalid: SourceFault): WriteValue {
  const toText = isEnumType(type)
    ? createEnumText(type.getValues().map(({ name }) => name))
    : (scalarTexts[type.name] ?? createScalarText(type));
  return (state, value) => {
    const text = toText(value);
    if (text === undefined) state.report(invalid);
    return text;
  };
}

/** JSON text of a value; undefined when it is not of the type. */
type ToText = (value: unknown) => string | undefined;

const MAX_INT = 2 ** 31 - 1;
const MIN_INT = -(2 ** 31);

/** The scalars of the specification, section 3.5. */
const scalarTexts: Readonly<Record<string, ToText>> = {
  String: (value) => (typeof value === 'string' ? quote(value) : undefined),
  Boolean: (value) => (typeof value === 'boolean' ? String(value) : undefined),
  Float: (value) => (typeof value === 'number' ? JSON.stringify(value) : undefined),
  Int: (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= MIN_INT && value <= MAX_INT
      ? String(value)
      : undefined,
  ID: (value) => (typeof value === 'string' || Number.isInteger(value) ? quote(String(value)) : undefined),
};

/** A scalar that we know checks its values; any other is whatever its source says. */
function createScalarText(scalar: GraphQLScalarType): ToText {
  return (value) => {
    try {
      return toJson(scalar.serialize(value));
    } catch {
      return undefined;
    }
  };
}

function toJson(value: unknown): string {
  return typeof value === 'string' ? quote(value) : JSON.stringify(value);
}

function createEnumText(names: readonly string[]): ToText {
  const texts = new Map<unknown, string>(names.map((name) => [name, JSON.stringify(name)]));
  return (value) => texts.get(value);
}
