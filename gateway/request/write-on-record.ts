import { keepRecords } from '../ledger/keep-records.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { CompiledOperation } from '../plan/compile-operation.ts';
import type { Execution } from '../plan/execution.ts';
import type { WrittenAnswer } from './reply.ts';
import type { RequestContext } from './request-context.ts';
import { writeAnswer } from './write-answer.ts';

/**
 * Writes the answer of a finished execution, once what it tells is on record. When a consent is withdrawn meanwhile, it is
 * written anew, without what that one opened; the record of what would have been told stays.
 * @throws RECORD_UNAVAILABLE
 */
export async function writeOnRecord(
  compiled: CompiledOperation,
  execution: Execution,
  context: RequestContext,
  ledger: Ledger | undefined,
): Promise<WrittenAnswer> {
  const { disclosure, trail } = context;
  for (;;) {
    const version = disclosure?.version;
    const answer = writeAnswer(compiled, execution, context);
    await keepRecords(ledger, trail, answer.accounts);
    if (disclosure?.version === version) return answer;
  }
}
