import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLNullableType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isUnionType,
} from 'graphql';
import type { Choices } from './choices.ts';

export interface GeneratedOperation {
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Names that break what keeps objects in plain objects. */
const HOSTILE_NAMES = ['__proto__', 'constructor', 'toString', 'prototype', 'hasOwnProperty', 'valueOf', 'length'];

const CONDITION_NAMES = ['yes', 'no', 'maybe'];

/** Writes an operation that is valid but for selections of one name that differ: those a validator is to sort out. */
export function generateOperation(
  schema: GraphQLSchema,
  choices: Choices,
  kind: 'query' | 'mutation',
): GeneratedOperation {
  const type = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  if (!type) throw new Error(`There is no ${kind} in the schema`);
  const generator = new SelectionGenerator(schema, choices);
  const selection = generator.selectionSet(type, 5);
  const declarations = generator.declarations.length > 0 ? `(${generator.declarations.join(', ')})` : '';
  return {
    text: [`${kind} Generated${declarations} ${selection}`, ...generator.fragments].join('\n'),
    variables: generator.variables,
  };
}

/** Writes selections, and collects the variables and fragments that they use. */
export class SelectionGenerator {
  readonly declarations: string[] = [];
  readonly variables: Record<string, unknown> = {};
  readonly fragments: string[] = [];
  readonly #schema: GraphQLSchema;
  readonly #choices: Choices;

  constructor(schema: GraphQLSchema, choices: Choices) {
    this.#schema = schema;
    this.#choices = choices;
  }

  selectionSet(type: GraphQLCompositeType, depth: number): string {
    const count = 1 + this.#choices.below(depth > 3 ? 4 : 3);
    const selections = Array.from({ length: count }, () => this.#selection(type, depth));
    return `{ ${selections.join(' ')} }`;
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    if (this.#choices.oneIn(12)) return `${this.#choices.oneIn(3) ? `${this.#hostileName()}: ` : ''}__typename`;
    const needsFragment = isUnionType(type) || (isAbstractType(type) && this.#choices.oneIn(2));
    if (depth > 0 && (needsFragment || this.#choices.oneIn(8))) return this.#fragment(type, depth - 1);
    if (isUnionType(type)) return '__typename';
    const fields = Object.values(type.getFields()).filter(
      (field) => depth > 0 || !isCompositeType(getNamedType(field.type)),
    );
    return fields.length === 0 ? '__typename' : this.#field(this.#choices.of(fields), depth);
  }

  #fragment(type: GraphQLCompositeType, depth: number): string {
    const condition = this.#choices.of(this.#overlapping(type));
    const set = this.selectionSet(condition, depth);
    if (this.#choices.oneIn(3)) {
      const name = `fragment${this.fragments.length}`;
      this.fragments.push(`fragment ${name} on ${condition.name} ${set}`);
      return `...${name}${this.#condition()}`;
    }
    const typeCondition = condition === type && this.#choices.oneIn(2) ? '' : ` on ${condition.name}`;
    return `...${typeCondition}${this.#condition()} ${set}`;
  }

  #overlapping(type: GraphQLCompositeType): GraphQLCompositeType[] {
    const possible = new Set<GraphQLNamedType>(this.#possibleTypes(type));
    return Object.values(this.#schema.getTypeMap())
      .filter(isCompositeType)
      .filter((other) => !other.name.startsWith('__') && this.#possibleTypes(other).some((name) => possible.has(name)));
  }

  #possibleTypes(type: GraphQLCompositeType): readonly GraphQLObjectType[] {
    return isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [type];
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const alias = this.#choices.oneIn(4) ? this.#alias(field) : undefined;
    const args = this.#args(field, alias !== undefined);
    const type = getNamedType(field.type);
    const set = isCompositeType(type) ? ` ${this.selectionSet(type, depth - 1)}` : '';
    return `${alias === undefined ? '' : `${alias}: `}${field.name}${args}${this.#condition()}${set}`;
  }

  #alias(field: GraphQLField<unknown, unknown>): string {
    const kind = this.#choices.below(3);
    if (kind === 0) return `${field.name}_${this.#choices.below(10)}`;
    // Another field's name, as callers may choose it.
    if (kind === 1) return this.#choices.of(['id', 'name', 'code', 'title', 'sku']);
    return this.#hostileName();
  }

  #hostileName(): string {
    return this.#choices.of(HOSTILE_NAMES);
  }

  /** Without an alias always the same arguments, since selections of one name must not differ. */
  #args(field: GraphQLField<unknown, unknown>, mayVary: boolean): string {
    const args = field.args.flatMap((arg) => {
      const isNeeded = isNonNullType(arg.type) && arg.defaultValue === undefined;
      if (!isNeeded && !(mayVary && this.#choices.oneIn(2))) return [];
      return `${arg.name}: ${mayVary && this.#choices.oneIn(2) ? this.#variable(arg) : toLiteral(this.#value(arg.type, mayVary), arg.type)}`;
    });
    return args.length > 0 ? `(${args.join(', ')})` : '';
  }

  #variable(arg: GraphQLArgument): string {
    const name = `v${this.declarations.length}`;
    const mayBeAbsent = !isNonNullType(arg.type) || arg.defaultValue !== undefined;
    const value = this.#value(arg.type, true);
    const isUnset = mayBeAbsent && this.#choices.oneIn(3);
    const fallback = this.#choices.oneIn(3) ? ` = ${toLiteral(this.#value(arg.type, true), arg.type)}` : '';
    const type = isUnset ? String(getNullableType(arg.type)) : String(arg.type);
    this.declarations.push(`$${name}: ${type}${fallback}`);
    if (!isUnset) this.variables[name] = value;
    return `$${name}`;
  }

  #condition(): string {
    if (!this.#choices.oneIn(8)) return '';
    const directive = this.#choices.of(['skip', 'include']);
    const kind = this.#choices.below(3);
    return ` @${directive}(if: ${kind === 0 ? this.#conditionVariable() : kind === 1 ? 'true' : 'false'})`;
  }

  #conditionVariable(): string {
    const name = this.#choices.of(CONDITION_NAMES);
    if (!this.declarations.some((declaration) => declaration.startsWith(`$${name}:`))) {
      this.declarations.push(`$${name}: Boolean!${this.#choices.oneIn(3) ? ' = true' : ''}`);
      this.variables[name] = this.#choices.oneIn(2);
    }
    return `$${name}`;
  }

  #value(type: GraphQLInputType, mayVary: boolean): unknown {
    if (isNonNullType(type)) return this.#presentValue(getNullableType(type), mayVary);
    return mayVary && this.#choices.oneIn(6) ? null : this.#presentValue(type, mayVary);
  }

  #presentValue(type: PresentType, mayVary: boolean): unknown {
    const below = (limit: number): number => (mayVary ? this.#choices.below(limit) : 0);
    if (isListType(type)) return Array.from({ length: below(3) }, () => this.#value(type.ofType, mayVary));
    if (isEnumType(type)) return type.getValues()[below(type.getValues().length)]?.name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (field) => (isNonNullType(field.type) && field.defaultValue === undefined) || below(2) === 1,
      );
      return Object.fromEntries(fields.map((field) => [field.name, this.#value(field.type, mayVary)]));
    }
    if (type.name === 'Boolean') return below(2) === 1;
    if (type.name === 'ID')
      return `${mayVary ? this.#choices.of(['p', 'u', 'm', 'b', 'r', 'w', 'h']) : 'm'}${1 + below(4)}`;
    return type.name === 'String' ? ['a', 'b"\\', 'upc-1'][below(3)] : 1 + below(3);
  }
}

/** What a value may have that is not null. */
type PresentType = Extract<GraphQLInputType, GraphQLNullableType>;

function toLiteral(value: unknown, type: GraphQLInputType): string {
  const inner = getNullableType(type);
  if (value === null || value === undefined) return 'null';
  if (isListType(inner)) return `[${(value as unknown[]).map((item) => toLiteral(item, inner.ofType)).join(', ')}]`;
  if (isEnumType(inner)) return String(value);
  if (isInputObjectType(inner)) {
    const fields = Object.entries(value).map(
      ([name, field]) => `${name}: ${toLiteral(field, inner.getFields()[name]?.type ?? inner)}`,
    );
    return `{ ${fields.join(', ')} }`;
  }
  return JSON.stringify(value);
}
