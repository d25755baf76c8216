import { accountFor, type CitizenAccount } from '../disclosure/disclosure-account.ts';
import type { CompiledOperation } from '../plan/compile-operation.ts';
import type { Execution } from '../plan/execution.ts';
import type { WrittenAnswer } from './reply.ts';
import type { RequestContext } from './request-context.ts';

/** An answer that has not left. */
export interface AccountedAnswer extends WrittenAnswer {
  /** What it tells of whom: to be on record before it leaves. */
  readonly accounts: readonly CitizenAccount[];
}

/** Writes the answer of a finished execution by the verdicts of the moment, and accounts for all that it tells. */
export function writeAnswer(
  { write }: CompiledOperation,
  execution: Execution,
  { disclosure, identityNotices }: RequestContext,
): AccountedAnswer {
  let accounts: readonly CitizenAccount[] = [];
  const { body, errors } = write(execution, (tally) => {
    if (tally && disclosure) accounts = accountFor(tally, disclosure);
    const moreWithheld = tally?.moreWithheld ?? 0;
    if (identityNotices.length === 0 && moreWithheld === 0) return undefined;
    return {
      ...(identityNotices.length > 0 && { identity: identityNotices }),
      ...(moreWithheld > 0 && { disclosure: { moreWithheld } }),
    };
  });
  return { body, errors, accounts };
}
