import { CodedError } from '../../schema/coded-error.ts';
import type { ErrorCode } from '../../schema/errors.ts';
import type { SourceFailure, SourceFault } from './source.ts';

/** What may be told of a ministry that failed. */
export type SourceFaultCode = Extract<ErrorCode, `SOURCE_${string}`>;

/** The fault of a ministry as it stands in an answer: code, ministry and what to do, no detail. */
export function createFault(code: SourceFaultCode, ministry: string): SourceFault {
  const { message, extensions } = new CodedError(code, { ministry });
  return { message, extensions };
}

/** A fetch that failed as a whole. */
export function createFailure(
  code: SourceFaultCode,
  ministry: string,
  { isWorthRetrying }: Pick<SourceFailure, 'isWorthRetrying'>,
): SourceFailure {
  return { kind: 'failure', fault: createFault(code, ministry), isWorthRetrying };
}

/** A code that a ministry gave for an error of its own; any other is told as `SOURCE_FAILED`, its message never. */
export function readFaultCode(code: unknown): SourceFaultCode {
  return code === 'SOURCE_UNAVAILABLE' || code === 'SOURCE_TIMEOUT' || code === 'SOURCE_INVALID'
    ? code
    : 'SOURCE_FAILED';
}
