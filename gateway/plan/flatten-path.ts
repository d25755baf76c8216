import { createKeyReader, isObject, type JsonObject, type ReadKey } from '../fetch/json.ts';

/** Where a plan's fetch attaches: response names, and `@` for each item of a list. */
export interface FlattenPath {
  readonly elements: readonly string[];
  /** Adds the objects at the path to `into`, in the order in which they stand; nulls and missing ones are left out. */
  readonly collect: (data: JsonObject, into: JsonObject[]) => void;
  /** The same objects with the path of each in the response. Costs more; for errors only. */
  readonly locate: (data: JsonObject) => Map<JsonObject, ResponsePath[]>;
}

export type ResponsePath = readonly (string | number)[];

interface Element {
  readonly name: string;
  /** Undefined for `@`. */
  readonly read: ReadKey | undefined;
}

export function compileFlattenPath(names: readonly string[]): FlattenPath {
  const elements = names.map((name): Element => ({ name, read: name === '@' ? undefined : createKeyReader(name) }));
  return {
    elements: names,
    collect: (data, into) => collect(elements, 0, data, into),
    locate: (data) => {
      const found = new Map<JsonObject, ResponsePath[]>();
      locate(elements, 0, data, [], found);
      return found;
    },
  };
}

function collect(elements: readonly Element[], depth: number, value: unknown, into: JsonObject[]): void {
  if (Array.isArray(value)) {
    const next = elements[depth]?.name === '@' ? depth + 1 : depth;
    for (const item of value) collect(elements, next, item, into);
  } else if (isObject(value)) {
    const element = elements[depth];
    if (element === undefined) into.push(value);
    else if (element.read) collect(elements, depth + 1, element.read(value), into);
  }
}

function locate(
  elements: readonly Element[],
  depth: number,
  value: unknown,
  path: ResponsePath,
  found: Map<JsonObject, ResponsePath[]>,
): void {
  if (Array.isArray(value)) {
    const next = elements[depth]?.name === '@' ? depth + 1 : depth;
    for (const [index, item] of value.entries()) locate(elements, next, item, [...path, index], found);
  } else if (isObject(value)) {
    const element = elements[depth];
    if (element === undefined) {
      const paths = found.get(value);
      if (paths) paths.push(path);
      else found.set(value, [path]);
    } else if (element.read) {
      locate(elements, depth + 1, element.read(value), [...path, element.name], found);
    }
  }
}
