import { CodedError } from '../../schema/coded-error.ts';
import { errorCode } from '../error-code.ts';
import { describeFault, type Log } from '../log.ts';

/**
 * Waits for work on the ledger's database.
 * @throws what the work refuses; LEDGER_UNAVAILABLE, with a line in the log, where it fails
 */
export type RunOnLedger = <Result>(work: Promise<Result>) => Promise<Result>;

export function createRunOnLedger(log: Log): RunOnLedger {
  return async (work) => {
    try {
      return await work;
    } catch (cause) {
      if (cause instanceof CodedError) throw cause;
      log.error({ code: errorCode(cause), fault: describeFault(cause) }, 'the ledger cannot be read');
      throw new CodedError('LEDGER_UNAVAILABLE', {}, cause instanceof Error ? { originalError: cause } : {});
    }
  };
}
