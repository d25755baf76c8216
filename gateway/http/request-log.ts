import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Answer } from '../gateway.ts';
import type { Log } from '../log.ts';

/**
 * Writes the one line that a request leaves: no address, header, parameter, body or name that the caller chose, since
 * each may hold a personal datum. Of who asked it tells the program alone.
 */
export function logRequest(
  log: Log,
  { id, caller }: FastifyRequest,
  { statusCode, elapsedTime, answer }: FastifyReply,
): void {
  const line = { requestId: id, status: statusCode, durationMs: Math.round(elapsedTime * 1000) / 1000 };
  if (answer) {
    const { operation, errors } = answer;
    log.info({ ...line, client: caller?.client, operation, errors: countErrors(errors) }, 'answered');
  } else {
    log.debug(line, 'probed');
  }
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
