import type { SelectionSetNode } from 'graphql';
import { isObject, type JsonObject, readKey } from '../fetch/json.ts';
import type { Path } from '../plan/execution.ts';
import { typeNamesWithin } from '../plan/type-names.ts';
import { collectFields } from './collect-fields.ts';
import type { SelectionContext } from './write-value.ts';

/**
 * Where the caller sees a place of the data: once under each alias. A place that the caller did not ask for (what
 * `@requires` brings) is told as the deepest one above it that they did.
 */
export function findResponsePaths(
  context: SelectionContext,
  selectionSet: SelectionSetNode,
  data: JsonObject,
  sourcePath: Path,
): Path[] {
  const whole: Path[] = [];
  let deepest: Path = [];

  const walk = (sets: readonly SelectionSetNode[], value: unknown, depth: number, path: Path): void => {
    const step = sourcePath[depth];
    if (step === undefined) {
      whole.push(path);
    } else if (typeof step === 'number') {
      walk(sets, Array.isArray(value) ? value[step] : undefined, depth + 1, [...path, step]);
    } else {
      const object = isObject(value) ? value : {};
      const typeName = object['__typename'];
      // Where nothing tells the type any more, null has taken the object's place: every fragment may be the one.
      const applies = (condition: string): boolean =>
        typeof typeName !== 'string' || typeNamesWithin(context.schema, condition).has(typeName);
      let isSeen = false;
      for (const [name, nodes] of collectFields(sets, { ...context, applies })) {
        const own = nodes.filter((node) => context.sourceName(node) === step);
        if (own.length === 0) continue;
        isSeen = true;
        const below = own.flatMap((node) => node.selectionSet ?? []);
        walk(below, readKey(object, step), depth + 1, [...path, name]);
      }
      if (!isSeen && path.length >= deepest.length) deepest = path;
    }
  };
  walk([selectionSet], data, 0, []);
  return whole.length > 0 ? whole : [deepest];
}
