import type { FastifyReply } from 'fastify';
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
  readonly code: unknown;
  readonly ministry: unknown;
  readonly count: number;
}

function countErrors(errors: Answer['errors']): ErrorCount[] {
  const groups = Map.groupBy(errors, ({ extensions: { code, ministry } }) => `${code} ${ministry}`);
  return [...groups.values()].flatMap(([first, ...others]) =>
    first ? [{ code: first.extensions['code'], ministry: first.extensions['ministry'], count: 1 + others.length }] : [],
  );
}
