import { CodedError } from '../../schema/coded-error.ts';
import { errorCode } from '../error-code.ts';
import { describeFault, type Log } from '../log.ts';

/**
 * Waits for work on the database.
 * @throws what the work refuses; CONSENT_UNAVAILABLE, with a line in the log, where it fails
 */
export type RunOnStore = <Result>(work: Promise<Result>) => Promise<Result>;

export function createRunOnStore(log: Log): RunOnStore {
  return async (work) => {
    try {
      return await work;
    } catch (cause) {
      if (cause instanceof CodedError) throw cause;
      log.error({ code: errorCode(cause), fault: describeFault(cause) }, 'consents cannot be read or changed');
      throw new CodedError('CONSENT_UNAVAILABLE', {}, cause instanceof Error ? { originalError: cause } : {});
    }
  };
}
