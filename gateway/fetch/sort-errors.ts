import type { ErrorCode } from '../../schema/errors.ts';
import type { FetchedField, FetchTarget } from './fetch-target.ts';
import type { JsonObject, ResponsePath, SourceAnswer } from './source.ts';

/** A source's own errors, by the fields that they concern. */
export interface SortedErrors {
  /** The faults of a field: its own with their paths, or one that it shares with its whole object or answer. */
  of(target: number, field: FetchedField): readonly FieldFault[];
  /** Codes of errors that concern no field that was asked for, each once. */
  readonly loose: readonly ErrorCode[];
}

export interface FieldFault {
  readonly code: ErrorCode;
  readonly path: ResponsePath;
}

/** @param objects what the source gave for each target */
export function sortErrors(
  { data, errors }: SourceAnswer,
  targets: readonly FetchTarget[],
  objects: readonly (JsonObject | null)[],
): SortedErrors {
  const depth = targets[0]?.path.length ?? 0;
  const keys = targets.map(({ fields }) => new Set(fields.map(({ key }) => key)));
  const ofFields = new Map<string, FieldFault[]>();
  const ofObjects = new Map<number, ErrorCode>();
  const loose = new Set<ErrorCode>();

  for (const error of errors) {
    const code = sourceCode(error.code);
    const path = error.path ?? [];
    const target = depth === 0 ? 0 : path[0] === '_entities' && typeof path[1] === 'number' ? path[1] : -1;
    const key = path[depth];
    if (typeof key === 'string' && keys[target]?.has(key)) {
      const name = `${target} ${key}`;
      const faults = ofFields.get(name);
      if (faults) faults.push({ code, path });
      else ofFields.set(name, [{ code, path }]);
    } else if (objects[target] === null && path.length > 0) {
      ofObjects.set(target, code);
    } else {
      loose.add(code);
    }
  }

  // Where nothing came, every field is missing for the reason that the answer as a whole gives.
  const isEmpty = objects.every((object) => object === null);
  const [whole] = data ? (isEmpty ? loose : []) : errors.map(({ code }) => sourceCode(code));
  return {
    loose: whole ? [] : [...loose],
    of(target, { key, path, type }) {
      const own = ofFields.get(`${target} ${key}`);
      if (own) return own;
      const shared = ofObjects.get(target) ?? whole;
      return shared && type ? [{ code: shared, path }] : [];
    },
  };
}

/** Ministries of this house give codes of ours; what others say is not passed on. */
function sourceCode(code: unknown): ErrorCode {
  return sourceCodes.find((known) => known === code) ?? 'SOURCE_FAILED';
}

const sourceCodes = ['SOURCE_UNAVAILABLE', 'SOURCE_TIMEOUT', 'SOURCE_INVALID'] as const satisfies ErrorCode[];
