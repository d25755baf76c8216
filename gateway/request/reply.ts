import type { CodedError } from '../../schema/coded-error.ts';
import { errors as errorTable } from '../../schema/errors.ts';
import type { ResponseError } from '../response/write-value.ts';

/** What the caller accepts. */
export interface Accepted {
  readonly mediaType: 'application/graphql-response+json' | 'application/json';
  /** Whether application/json was asked for by name, as clients do that take any other status than 200 for an outage. */
  readonly isLegacy: boolean;
}

/** The answer to an operation that ran. */
export interface WrittenAnswer {
  /** JSON; as bytes where several callers get the same. */
  readonly body: string | Buffer;
  /** What is among its errors. */
  readonly errors: readonly ResponseError[];
}

/** A whole answer, ready to be sent. */
export interface Reply {
  /** HTTP status. */
  readonly status: number;
  readonly mediaType: Accepted['mediaType'];
  readonly body: WrittenAnswer['body'];
  /** For the log. */
  readonly errors: readonly Pick<ResponseError, 'extensions'>[];
}

/** The answer to an operation that ran; what is missing of it is among the errors. */
export function replyWith({ body, errors }: WrittenAnswer, { mediaType }: Accepted): Reply {
  return { status: 200, mediaType, body, errors };
}

/**
 * The answer to a request that did not run.
 * @param errors at least one
 * @see GraphQL over HTTP, section 6.4
 */
export function refuseWith(errors: readonly CodedError[], { mediaType, isLegacy }: Accepted): Reply {
  const status = Math.max(...errors.map((error) => error.status));
  const isWellFormed = errors.every(({ code }) => errorTable[code].fault === 'caller' && !code.startsWith('REQUEST_'));
  return { status: isLegacy && isWellFormed ? 200 : status, mediaType, body: JSON.stringify({ errors }), errors };
}
