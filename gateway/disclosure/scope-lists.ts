import type { FieldRegister } from './field-register.ts';
import type { FieldSet } from './field-set.ts';

/** What scopes a set of fields is of. */
export interface ScopeList {
  /** Each once, in the order of the fields. */
  readonly scopes: readonly string[];
  /** How many of the fields are of each. */
  readonly counts: readonly number[];
}

/** Most answers for a purpose tell and withhold the same fields, so what they sum up to is worked out once. */
export function scopeListOf(set: FieldSet, register: FieldRegister): ScopeList {
  const lists = listsOf.get(register) ?? new Map<string, ScopeList>();
  const known = lists.get(set.key);
  if (known) return known;
  if (lists.size >= MAX_LISTS) lists.clear();
  const made = list(set, register);
  lists.set(set.key, made);
  listsOf.set(register, lists);
  return made;
}

/** By `FieldSet.key`. */
const listsOf = new WeakMap<FieldRegister, Map<string, ScopeList>>();

const MAX_LISTS = 10_000;

function list({ indexes }: FieldSet, { fields }: FieldRegister): ScopeList {
  const counts = new Map<string, number>();
  for (const scope of indexes.flatMap((index) => fields[index]?.mark.scope ?? [])) {
    counts.set(scope, (counts.get(scope) ?? 0) + 1);
  }
  return { scopes: [...counts.keys()], counts: [...counts.values()] };
}
