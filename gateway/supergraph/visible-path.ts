import { isJsonObject } from '../fetch/read-answer.ts';
import type { JsonObject, ResponsePath } from '../fetch/source.ts';

/**
 * Cuts a path where the answer has no such field. Plans also fetch what the caller did not ask for, such as the fields
 * that another field requires; when that fails, the error belongs to the object above.
 */
export function visiblePath(path: ResponsePath, data: JsonObject | null): ResponsePath {
  let value: unknown = data;
  for (const [depth, step] of path.entries()) {
    if (isJsonObject(value) && !Object.hasOwn(value, step)) return path.slice(0, depth);
    value = isJsonObject(value) || Array.isArray(value) ? Reflect.get(value, step) : undefined;
  }
  return path;
}
