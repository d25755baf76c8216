/** An object as `JSON.parse` makes it: any own key, `__proto__` too, and the prototype of plain objects. */
export type JsonObject = { [key: string]: unknown };

/**
 * Reads a key of a parsed object. Only own keys count: `constructor` as an alias must not find the function of that
 * name on the prototype.
 */
export type ReadKey = (object: JsonObject) => unknown;

/** The reader of one key, with the check only where the prototype has such a key. */
export function createKeyReader(key: string): ReadKey {
  return key in Object.prototype
    ? (object) => (Object.hasOwn(object, key) ? object[key] : undefined)
    : (object) => object[key];
}

export function readKey(object: JsonObject, key: string): unknown {
  return key in Object.prototype && !Object.hasOwn(object, key) ? undefined : object[key];
}

/** Sets an own key, whatever its name: a plain assignment to `__proto__` would set the prototype instead. */
export function writeKey(object: JsonObject, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    object[key] = value;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy that shares nothing with the original. */
export function cloneJson<T>(value: T): T {
  if (Array.isArray(value)) return value.map(cloneJson) as T;
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const key of Object.keys(value)) writeKey(copy, key, cloneJson(value[key]));
  return copy as T;
}
