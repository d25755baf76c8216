import { isObject, type JsonObject } from './json.ts';
import type { SourceAnswer, SourceError } from './source.ts';
import { createFault, readFaultCode } from './source-fault.ts';

/**
 * Reads a GraphQL response.
 * @param body                 anything that JSON can hold
 * @param representationCount  how many entities were asked for; undefined when none were
 * @returns                    undefined when it is no GraphQL response, or not one to what was asked
 * @see GraphQL specification, section 7.1
 */
export function readAnswer(
  body: unknown,
  ministry: string,
  representationCount: number | undefined,
): SourceAnswer | undefined {
  if (!isObject(body)) return undefined;
  const { data = null, errors = [] } = body;
  if (data !== null && !isObject(data)) return undefined;
  if (!Array.isArray(errors) || !errors.every(isObject)) return undefined;
  if (data === null && errors.length === 0) return undefined;
  const answer = { kind: 'answer', data, errors: readErrors(errors, ministry) } as const;
  return representationCount === undefined || hasEntities(answer, representationCount) ? answer : undefined;
}

/** Null in place of all entities is right when an error says why. */
function hasEntities({ data, errors }: SourceAnswer, count: number): boolean {
  const entities = data?.['_entities'] ?? null;
  if (entities === null) return errors.length > 0;
  return Array.isArray(entities) && entities.length === count && entities.every(isEntity);
}

function isEntity(value: unknown): boolean {
  return value === null || isObject(value);
}

/** Errors without a place say no more than their code, so each code is told once. */
function readErrors(errors: readonly JsonObject[], ministry: string): readonly SourceError[] {
  const read = errors.map((error) => readError(error, ministry));
  const placeless = new Map(read.filter(({ path }) => !path).map((error) => [error.fault.message, error]));
  return [...read.filter(({ path }) => path), ...placeless.values()];
}

/** The message is not kept: it may hold a personal datum. */
function readError({ path, extensions }: JsonObject, ministry: string): SourceError {
  const code = isObject(extensions) ? extensions['code'] : undefined;
  return { path: isPath(path) ? path : undefined, fault: createFault(readFaultCode(code), ministry) };
}

function isPath(path: unknown): path is readonly (string | number)[] {
  return Array.isArray(path) && path.every((step) => Number.isSafeInteger(step) || isName(step));
}

function isName(step: unknown): boolean {
  return typeof step === 'string' && /^[_A-Za-z][_0-9A-Za-z]*$/.test(step);
}
