import { CodedError } from '../../schema/coded-error.ts';
import type { CitizenAccount } from '../disclosure/disclosure-account.ts';
import type { Ledger } from './ledger.ts';
import type { Trail } from './trail.ts';

/**
 * Writes down what a request leaves in the ledger, before anything is told.
 * @param ledger    undefined where no graph with marks can be served
 * @param accounts  of what its answer tells
 * @throws RECORD_UNAVAILABLE
 */
export async function keepRecords(
  ledger: Ledger | undefined,
  trail: Trail | undefined,
  accounts: readonly CitizenAccount[],
): Promise<void> {
  const records = trail?.finish(accounts) ?? [];
  if (ledger && trail && records.length > 0) await ledger.record(records, trail.edition);
}

/**
 * Writes down that a request was refused.
 * @returns what to answer: a refusal that cannot be written down is not told either
 */
export async function keepRefusal(
  ledger: Ledger | undefined,
  trail: Trail | undefined,
  errors: readonly CodedError[],
): Promise<readonly CodedError[]> {
  const [first] = errors;
  if (!first || first.code === 'RECORD_UNAVAILABLE') return errors;
  trail?.addRefusal(null, first.code);
  return await keepRecords(ledger, trail, []).then(
    () => errors,
    () => [new CodedError('RECORD_UNAVAILABLE')],
  );
}
