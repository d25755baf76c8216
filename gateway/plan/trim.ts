import { isObject, type JsonObject } from '../fetch/json.ts';
import type { SelectionTree } from './selection-tree.ts';

/**
 * Takes out of an answer, in place, what its source was not asked for: left in, it would stand where another ministry's
 * field belongs, and one ministry could speak for another.
 */
export function trim(value: unknown, selection: SelectionTree): void {
  if (Array.isArray(value)) for (const item of value) trim(item, selection);
  else if (isObject(value)) trimObject(value, selection);
}

function trimObject(object: JsonObject, selection: SelectionTree): void {
  for (const name of Object.keys(object)) {
    const below = selection.get(name);
    if (below === undefined) {
      if (name !== '__typename') delete object[name];
    } else if (below.size > 0) trim(object[name], below);
  }
}
