import { isObject, type JsonObject, readKey, writeKey } from '../fetch/json.ts';

/**
 * Adds what a fetch answered to what is already known of the same object. Objects merge key by key and lists of the
 * same length item by item, since two ministries may each know a part of a value; for anything else the later answer
 * stands.
 */
export function mergeInto(target: JsonObject, source: JsonObject): void {
  for (const key of Object.keys(source)) {
    const known = readKey(target, key);
    const value = source[key];
    if (isObject(known) && isObject(value)) mergeInto(known, value);
    else if (Array.isArray(known) && Array.isArray(value) && known.length === value.length) mergeItems(known, value);
    else writeKey(target, key, value);
  }
}

function mergeItems(targets: unknown[], sources: readonly unknown[]): void {
  for (const [index, source] of sources.entries()) {
    const target = targets[index];
    if (isObject(target) && isObject(source)) mergeInto(target, source);
    else if (Array.isArray(target) && Array.isArray(source) && target.length === source.length)
      mergeItems(target, source);
    else targets[index] = source;
  }
}
