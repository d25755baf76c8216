import type { JsonObject, ResponsePath, SourceAnswer, SourceError } from './source.ts';

/**
 * Reads a GraphQL response.
 * @param body   anything that JSON can hold
 * @returns      undefined when it is no GraphQL response
 * @see GraphQL specification, section 7.1
 */
export function readAnswer(body: unknown): SourceAnswer | undefined {
  if (!isJsonObject(body)) return undefined;
  const { data = null, errors = [] } = body;
  if (data !== null && !isJsonObject(data)) return undefined;
  if (!Array.isArray(errors) || !errors.every(isJsonObject)) return undefined;
  if (data === null && errors.length === 0) return undefined;
  return { data, errors: errors.map(readError) };
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readError({ path, extensions }: JsonObject): SourceError {
  return {
    path: isResponsePath(path) ? path : undefined,
    code: isJsonObject(extensions) ? extensions['code'] : undefined,
  };
}

function isResponsePath(path: unknown): path is ResponsePath {
  return Array.isArray(path) && path.every((step) => Number.isSafeInteger(step) || isName(step));
}

function isName(step: unknown): boolean {
  return typeof step === 'string' && /^[_A-Za-z][_0-9A-Za-z]*$/.test(step);
}
