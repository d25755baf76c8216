import { CodedError } from '../../schema/coded-error.ts';
import type { RegisteredField } from '../disclosure/field-register.ts';
import { type WithheldReason, withheldReasons } from '../disclosure/verdict.ts';
import type { SourceFault } from '../fetch/source.ts';

/** What stands in `errors` for a withheld field. Made once for each field and reason: an answer may hold many. */
export function withheldFault(field: RegisteredField, reason: WithheldReason): SourceFault {
  const known = made.get(field)?.get(reason);
  if (known) return known;
  const { why, howTo } = withheldReasons[reason];
  const { message, extensions } = new CodedError('WITHHELD', { reason: why });
  const fault = { message, extensions: { ...extensions, reason, scope: field.mark.scope, howTo } };
  const faults = made.get(field) ?? new Map<WithheldReason, SourceFault>();
  faults.set(reason, fault);
  made.set(field, faults);
  return fault;
}

const made = new WeakMap<RegisteredField, Map<WithheldReason, SourceFault>>();
