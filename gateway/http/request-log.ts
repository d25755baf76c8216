import type { FastifyReply } from 'fastify';
import type { CodedError } from '../../schema/coded-error.ts';
import type { Answer } from '../gateway.ts';
import type { Log } from '../log.ts';

/**
 * Writes the one line that a request leaves: no address, header, parameter, body or name that the caller chose, since
 * each may hold a personal datum.
 * @param answer undefined for `/health` and `/ready`
 */
export function logRequest(
  log: Log,
  requestId: string,
  { statusCode, elapsedTime }: FastifyReply,
  answer?: Answer,
): void {
  const line = { requestId, status: statusCode, durationMs: Math.round(elapsedTime * 1000) / 1000 };
  if (!answer) log.debug(line, 'probed');
  else log.info({ ...line, operation: answer.operation, errors: countErrors(answer.errors) }, 'answered');
}

interface ErrorCount {
  readonly code: string;
  readonly ministry: string | number | undefined;
  readonly count: number;
}

function countErrors(errors: readonly CodedError[]): ErrorCount[] {
  const groups = Map.groupBy(errors, ({ code, details: { ministry } }) => `${code} ${ministry}`);
  return [...groups.values()].flatMap(([first, ...others]) =>
    first ? [{ code: first.code, ministry: first.details['ministry'], count: 1 + others.length }] : [],
  );
}
