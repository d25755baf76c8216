import { type CallRefusalCode, isCallRefusalCode } from '../../schema/signed-calls/call-refusals.ts';
import { errorCode } from '../error-code.ts';
import type { HttpAnswer } from './http-call.ts';
import { isObject } from './json.ts';
import { readAnswer } from './read-answer.ts';
import { readRetryAfterMs } from './retries.ts';
import type { SourceRequest, SourceResult } from './source.ts';
import { createFailure } from './source-fault.ts';

/** What came of sending a request to a ministry once. */
export interface Attempt {
  readonly result: SourceResult;
  /** The least pause before sending it again; undefined when that would do no better. */
  readonly retryAfterMs?: number;
}

export function readHttpAnswer(
  { statusCode, headers, body }: HttpAnswer,
  ministry: string,
  { representationCount }: SourceRequest,
): Attempt {
  // Before the answer is read: that it is GraphQL changes nothing.
  if (statusCode === 401) {
    return { result: createFailure('SOURCE_UNAUTHENTICATED', ministry, { isWorthRetrying: false }) };
  }
  const [mediaType] = (headers['content-type'] ?? '').split(';');
  // A proxy in between may answer application/json with a status of its own, so that one counts only with 200.
  const isGraphql = mediaType === 'application/graphql-response+json';
  if (isGraphql || (mediaType === 'application/json' && statusCode === 200)) {
    const answer = readAnswer(parseJson(body), ministry, representationCount);
    return { result: answer ?? createFailure('SOURCE_INVALID', ministry, { isWorthRetrying: true }) };
  }
  if (overloadStatuses.has(statusCode)) {
    const result = createFailure('SOURCE_UNAVAILABLE', ministry, { isWorthRetrying: false });
    return { result, retryAfterMs: readRetryAfterMs(headers['retry-after']) };
  }
  const code = statusCode >= 500 ? 'SOURCE_UNAVAILABLE' : 'SOURCE_INVALID';
  return { result: createFailure(code, ministry, { isWorthRetrying: true }) };
}

/** Why a ministry did not take a call for the gateway's; undefined when it gives none of the reasons there are. */
export function readCallRefusal(body: Buffer): CallRefusalCode | undefined {
  const answer = parseJson(body);
  const [error] = isObject(answer) && Array.isArray(answer['errors']) ? answer['errors'] : [];
  const code = isObject(error) && isObject(error['extensions']) ? error['extensions']['code'] : undefined;
  return isCallRefusalCode(code) ? code : undefined;
}

const overloadStatuses = new Set([429, 502, 503, 504]);

/** @param error  undici's or the system's */
export function readConnectionError(error: unknown, ministry: string): Attempt {
  const code = errorCode(error);
  if (/^(HPE_|HTTPParserError$|UND_ERR_RES_)/.test(code)) {
    return { result: createFailure('SOURCE_INVALID', ministry, { isWorthRetrying: true }) };
  }
  // The ministry may have died of what it was asked; or it had closed a kept connection, and is well.
  const isDead = deadConnectionCodes.has(code);
  const result = createFailure('SOURCE_UNAVAILABLE', ministry, { isWorthRetrying: isDead });
  return isDead || code === 'ECONNREFUSED' ? { result, retryAfterMs: 0 } : { result };
}

const deadConnectionCodes = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    return undefined;
  }
}

/** Fatal, so that a name in another encoding is an invalid answer, not a name with holes. */
const utf8 = new TextDecoder('utf-8', { fatal: true });
