import { type GraphQLSchema, isAbstractType } from 'graphql';
import { isObject, type JsonObject, readKey, writeKey } from '../fetch/json.ts';

/**
 * Adds what a fetch answered to what is already known of the same object. Objects merge key by key and lists of the
 * same length item by item, since two ministries may each know a part of a value. For anything else the later answer
 * stands, with two exceptions: null takes nothing away, since which of two parallel fetches comes later is chance; and
 * the name of an interface, all that the subgraph of an `@interfaceObject` can tell, takes no type's place.
 */
export type Merge = (target: JsonObject, source: JsonObject) => void;

export function createMerge(schema: GraphQLSchema): Merge {
  return mergeInto;

  function mergeInto(target: JsonObject, source: JsonObject): void {
    for (const key of Object.keys(source)) {
      const value = source[key];
      // Nearly always the key is new; `in` also finds what the prototype has, which the careful way below sorts out.
      if (!(key in target)) target[key] = value;
      else mergeKey(target, key, value);
    }
  }

  function mergeKey(target: JsonObject, key: string, value: unknown): void {
    const known = readKey(target, key);
    if (known === value || (known !== undefined && value === null)) return;
    if (key === '__typename' && known !== undefined && isAbstractType(schema.getType(String(value)))) return;
    if (!mergeValue(known, value)) writeKey(target, key, value);
  }

  /** @returns false when the value is to take the place of what is known */
  function mergeValue(known: unknown, value: unknown): boolean {
    if (isObject(known) && isObject(value)) mergeInto(known, value);
    else if (Array.isArray(known) && Array.isArray(value) && known.length === value.length) mergeItems(known, value);
    else return false;
    return true;
  }

  function mergeItems(targets: unknown[], sources: readonly unknown[]): void {
    for (const [index, source] of sources.entries()) {
      if (source !== null && !mergeValue(targets[index], source)) targets[index] = source;
    }
  }
}
