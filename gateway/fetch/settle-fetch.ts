import type { GraphQLSchema } from 'graphql';
import { CodedError } from '../../schema/coded-error.ts';
import type { ErrorCode } from '../../schema/errors.ts';
import type { RequestContext } from '../request/request-context.ts';
import { createCollectFields } from './collect-fields.ts';
import { type FetchedField, type FetchTarget, listFetchTargets } from './fetch-target.ts';
import { createFitsType } from './fits-type.ts';
import { isJsonObject } from './read-answer.ts';
import { sortErrors } from './sort-errors.ts';
import type { JsonObject, Source, SourceAnswer, SourceRequest } from './source.ts';

/** A fetch after which every field has a value that fits, or null and an error that says why. */
export interface SettledFetch {
  readonly data: JsonObject | null;
  /** With paths in the source's answer. */
  readonly errors: readonly CodedError[];
}

/**
 * Asks a source and holds its answer against the schema, so that a source that is down, slow or wrong costs its own
 * fields and nothing else. What was not asked for is dropped.
 * @param schema the whole supergraph's, what callers cannot see included
 */
export async function settleFetch(
  schema: GraphQLSchema,
  source: Source,
  request: SourceRequest,
  context: RequestContext,
): Promise<SettledFetch> {
  const collectFields = createCollectFields(schema, request);
  const targets = listFetchTargets(schema, request, collectFields);
  const fail = (code: ErrorCode): SettledFetch => ({
    data: null,
    errors: targets.flatMap(({ fields }) => fields.filter(hasType)).map(({ path }) => fault(code, source, path)),
  });

  let answer: SourceAnswer;
  try {
    answer = await source.send(request, context);
  } catch (error) {
    if (error instanceof CodedError) return fail(error.code);
    throw error;
  }
  const objects = findObjects(answer, targets);
  if (!objects) return fail('SOURCE_INVALID');

  const reported = sortErrors(answer, targets, objects);
  const errors = reported.loose.map((code) => new CodedError(code, { ministry: source.name }));
  const fits = createFitsType(schema, collectFields);
  const filled = targets.map(({ fields }, index) => {
    const object = objects[index] ?? null;
    const values: Record<string, unknown> = Object.create(null);
    for (const field of fields) {
      const faults = reported.of(index, field);
      errors.push(...faults.map(({ code, path }) => fault(code, source, path)));
      if (!object) continue;
      const value = Object.hasOwn(object, field.key) ? object[field.key] : undefined;
      const isFit = value !== undefined && (!field.type || fits(value, field.type, field.nodes));
      if (!isFit && faults.length === 0) errors.push(fault('SOURCE_INVALID', source, field.path));
      values[field.key] = isFit ? value : null;
    }
    return object && values;
  });
  const isRoot = targets[0]?.path.length === 0;
  return { data: isRoot ? (filled[0] ?? null) : { _entities: filled }, errors };
}

/** @returns an object or null for each target; undefined when the answer has another form */
function findObjects(
  { data, errors }: SourceAnswer,
  targets: readonly FetchTarget[],
): (JsonObject | null)[] | undefined {
  if (!data || targets[0]?.path.length === 0) return targets.map(() => data);
  const { _entities: entities = null } = data;
  if (entities === null) return errors.length > 0 ? targets.map(() => null) : undefined;
  if (!Array.isArray(entities) || entities.length !== targets.length) return undefined;
  return entities.every((entity) => entity === null || isJsonObject(entity)) ? entities : undefined;
}

function hasType({ type }: FetchedField): boolean {
  return type !== undefined;
}

function fault(code: ErrorCode, source: Source, path: FetchedField['path']): CodedError {
  return new CodedError(code, { ministry: source.name }, { path });
}
