import { citizen } from '../../schema/composition/citizen.ts';
import { createKeyReader, isObject, type JsonObject, type ReadKey } from '../fetch/json.ts';
import type { Path } from './execution.ts';

/** Where a plan's fetch attaches: source names, and `@` for each item of a list. */
export interface FlattenPath {
  /** The objects at the path in the order in which they stand; nulls and missing ones are left out. */
  readonly collect: (data: JsonObject) => JsonObject[];
  /** The same objects, each with the citizen whose it is: the nearest one above it, or itself. */
  readonly collectOwned: (data: JsonObject) => OwnedObject[];
  /** The same objects with the places of each. Costs more; for errors only. */
  readonly locate: (data: JsonObject) => Map<JsonObject, Path[]>;
}

export interface OwnedObject {
  readonly object: JsonObject;
  /** Undefined for what is nobody's. */
  readonly owner: JsonObject | undefined;
}

interface Element {
  readonly name: string;
  /** Undefined for `@`. */
  readonly read: ReadKey | undefined;
}

export function compileFlattenPath(names: readonly string[]): FlattenPath {
  const elements = names.map((name): Element => ({ name, read: name === '@' ? undefined : createKeyReader(name) }));
  return {
    collect: (data) => {
      const found: JsonObject[] = [];
      visit(elements, 0, data, undefined, (object) => found.push(object));
      return found;
    },
    collectOwned: (data) => {
      const found: OwnedObject[] = [];
      visit(elements, 0, data, undefined, (object, owner) => found.push({ object, owner }));
      return found;
    },
    locate: (data) => {
      const found = new Map<JsonObject, Path[]>();
      locate(elements, 0, data, [], found);
      return found;
    },
  };
}

function visit(
  elements: readonly Element[],
  depth: number,
  value: unknown,
  above: JsonObject | undefined,
  onFound: (object: JsonObject, owner: JsonObject | undefined) => void,
): void {
  if (Array.isArray(value)) {
    const next = elements[depth]?.name === '@' ? depth + 1 : depth;
    for (const item of value) visit(elements, next, item, above, onFound);
  } else if (isObject(value)) {
    const owner = value['__typename'] === citizen.type ? value : above;
    const element = elements[depth];
    if (element === undefined) onFound(value, owner);
    else if (element.read) visit(elements, depth + 1, element.read(value), owner, onFound);
  }
}

function locate(
  elements: readonly Element[],
  depth: number,
  value: unknown,
  path: Path,
  found: Map<JsonObject, Path[]>,
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
