import { type CallRefusalCode, isCallRefusalCode } from '../../schema/signed-calls/call-refusals.ts';
import { errorCode } from '../error-code.ts';
import type { HttpAnswer } from './http-call.ts';
import { isObject } from './json.ts';
import { readAnswer } from './read-answer.ts';
import { readRetryAfterMs } from './retries.ts';
import type { SourceFailure, SourceQuery, SourceResult } from './source.ts';
import { createFailure } from './source-fault.ts';

/** What came of a call to a ministry. */
export type CallOutcome = CallAnswer | SourceFailure;

export interface CallAnswer {
  readonly kind: 'results';
  /** One for each query. */
  readonly results: readonly SourceResult[];
}

/** What came of making a call once. */
export interface Attempt {
  readonly outcome: CallOutcome;
  /** The least pause before making it again; undefined when that would do no better. */
  readonly retryAfterMs?: number;
  /** Whether the ministry answered a list of operations as if it were one, or no request at all. */
  readonly refusesList?: boolean;
}

/** @param queries  what was asked: one, or a list of several */
export function readHttpAnswer(
  { statusCode, headers, body }: HttpAnswer,
  ministry: string,
  queries: readonly SourceQuery[],
): Attempt {
  // Before the answer is read: that it is GraphQL changes nothing.
  if (statusCode === 401) {
    return { outcome: createFailure('SOURCE_UNAUTHENTICATED', ministry, { isWorthRetrying: false }) };
  }
  const isList = queries.length > 1;
  const [mediaType] = (headers['content-type'] ?? '').split(';');
  // A proxy in between may answer application/json with a status of its own, so that one counts only with 200.
  const isGraphql = mediaType === 'application/graphql-response+json';
  if (isGraphql || (mediaType === 'application/json' && statusCode === 200)) {
    const told = parseJson(body);
    const results = readResults(told, ministry, queries);
    if (results) return { outcome: { kind: 'results', results } };
    return { outcome: createInvalid(ministry), refusesList: isList && isObject(told) };
  }
  if (overloadStatuses.has(statusCode)) {
    const outcome = createFailure('SOURCE_UNAVAILABLE', ministry, { isWorthRetrying: false });
    return { outcome, retryAfterMs: readRetryAfterMs(headers['retry-after']) };
  }
  const code = statusCode >= 500 ? 'SOURCE_UNAVAILABLE' : 'SOURCE_INVALID';
  return {
    outcome: createFailure(code, ministry, { isWorthRetrying: true }),
    refusesList: isList && statusCode === 400 && isObject(parseJson(body)),
  };
}

/** @returns undefined when the body is no answer, or no list of answers, to what was asked */
function readResults(body: unknown, ministry: string, queries: readonly SourceQuery[]): SourceResult[] | undefined {
  const [only, ...others] = queries;
  if (only && others.length === 0) {
    const answer = readAnswer(body, ministry, only.representationCount);
    return answer && [answer];
  }
  if (!Array.isArray(body) || body.length !== queries.length) return undefined;
  return queries.map(
    ({ representationCount }, position) =>
      readAnswer(body[position], ministry, representationCount) ?? createInvalid(ministry),
  );
}

function createInvalid(ministry: string): SourceFailure {
  return createFailure('SOURCE_INVALID', ministry, { isWorthRetrying: true });
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
    return { outcome: createInvalid(ministry) };
  }
  // The ministry may have died of what it was asked; or it had closed a kept connection, and is well.
  const isDead = deadConnectionCodes.has(code);
  const outcome = createFailure('SOURCE_UNAVAILABLE', ministry, { isWorthRetrying: isDead });
  return isDead || code === 'ECONNREFUSED' ? { outcome, retryAfterMs: 0 } : { outcome };
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
