import { CodedError } from '../../schema/coded-error.ts';
import type { Period } from '../ledger/period.ts';

export interface PeriodInput {
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
}

/**
 * The period that a caller asks about; the last seven days unless told.
 * @throws VALUE_INVALID when it is longer than 31 days, or ends before it begins
 */
export function readPeriod({ from, to }: PeriodInput, now: Date): Period {
  const end = to ? new Date(to) : new Date(from ? Date.parse(from) + USUAL_DAYS * DAY_MS : now.getTime() + DAY_MS);
  const begin = from ? new Date(from) : new Date(end.getTime() - USUAL_DAYS * DAY_MS);
  const length = end.getTime() - begin.getTime();
  if (length < 0 || length > MAX_DAYS * DAY_MS) {
    throw new CodedError('VALUE_INVALID', {
      value: 'from and to',
      expected: `at most ${MAX_DAYS} days apart, in order`,
    });
  }
  return { begin, end };
}

const DAY_MS = 24 * 60 * 60 * 1000;
const USUAL_DAYS = 7;
const MAX_DAYS = 31;
