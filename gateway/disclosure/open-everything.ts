import type { FieldRegister } from './field-register.ts';
import { FieldSet } from './field-set.ts';
import type { Disclosure } from './verdict.ts';

/** For what the gateway asks for itself and tells nobody: who someone is. */
export function openEverything({ fields }: FieldRegister): Disclosure {
  const verdict = { open: FieldSet.of(fields.keys()), reasonFor: () => 'NOT_IN_PURPOSE' as const };
  return { decide: () => undefined, verdictOn: () => verdict, verdictOnNobody: verdict };
}
