import { type ConstValueNode, Kind, type ValueNode } from 'graphql';
import type { JsonObject } from '../fetch/json.ts';

/** A number that a document tells, by itself or together with the coerced values of its variables. */
export type Count = number | ((variables: JsonObject) => number);

export function evaluate(count: Count, variables: JsonObject): number {
  return typeof count === 'number' ? count : count(variables);
}

export function sum(counts: readonly Count[]): Count {
  const constant = counts.filter((count) => typeof count === 'number').reduce((total, count) => total + count, 0);
  const variable = counts.filter((count) => typeof count !== 'number');
  if (variable.length === 0) return constant;
  return (variables) => variable.reduce((total, count) => total + count(variables), constant);
}

export function multiply(one: Count, other: Count): Count {
  if (typeof one === 'number' && typeof other === 'number') return one * other;
  return (variables) => evaluate(one, variables) * evaluate(other, variables);
}

/** How many elements a value has as an argument that takes a list. One that is no list stands for a list of itself. */
export function countElements(value: ValueNode | ConstValueNode): Count {
  if (value.kind === Kind.LIST) return value.values.length;
  if (value.kind !== Kind.VARIABLE) return 1;
  const name = value.name.value;
  return (variables) => {
    const given = Object.hasOwn(variables, name) ? variables[name] : undefined;
    return Array.isArray(given) ? given.length : 1;
  };
}
