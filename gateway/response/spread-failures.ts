import { isObject, type JsonObject, readKey } from '../fetch/json.ts';
import type { FailedFetch } from '../plan/execution.ts';

/** For each object, the fetches that were to set fields of it and failed. */
export type FailuresByObject = ReadonlyMap<JsonObject, readonly FailedFetch[]>;

/**
 * Carries failures down to the objects inside those that a fetch was to complete: where two ministries each know a part
 * of a value and one fails, the other's part stands there without the missing fields.
 */
export function spreadFailures(failures: FailuresByObject): FailuresByObject {
  const spread = new Map<JsonObject, FailedFetch[]>();
  for (const [target, failed] of failures) {
    for (const failure of failed) spreadInto(spread, target, failure);
  }
  return spread;
}

function spreadInto(spread: Map<JsonObject, FailedFetch[]>, value: unknown, failure: FailedFetch): void {
  if (Array.isArray(value)) {
    for (const item of value) spreadInto(spread, item, failure);
  } else if (isObject(value)) {
    const known = spread.get(value);
    if (known) known.push(failure);
    else spread.set(value, [failure]);
    for (const [name, selection] of failure.selection) {
      if (selection.size > 0) spreadInto(spread, readKey(value, name), { selection, fault: failure.fault });
    }
  }
}
