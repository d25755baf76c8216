import { describeDisclosure } from '../disclosure/describe-disclosure.ts';
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
  { disclosure, register, identityNotices }: RequestContext,
): AccountedAnswer {
  let accounts: readonly CitizenAccount[] = [];
  const { body, errors } = write(execution, (tally) => {
    if (tally && disclosure) accounts = accountFor(tally, disclosure);
    const summary = register && describeDisclosure(disclosure?.stated, accounts, tally?.moreWithheld ?? 0, register);
    const hasNotices = identityNotices.length > 0;
    if (!summary && !hasNotices) return undefined;
    return { ...(hasNotices && { identity: identityNotices }), ...(summary && { disclosure: summary }) };
  });
  // A text that was put together of hundreds is kept as all of them for as long as it waits for its record.
  return { body: Buffer.from(body), errors, accounts };
}
