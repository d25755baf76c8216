import type { GraphQLError, GraphQLFormattedError } from 'graphql';

/** What a ministry says of an error, and nothing more: a driver's own message may repeat somebody's number. */
const faults = {
  SOURCE_UNAVAILABLE: 'The database cannot be reached.',
  SOURCE_TIMEOUT: 'The database did not answer in time.',
  SOURCE_FAILED: 'The source failed.',
} as const;

export type SourceFault = keyof typeof faults;

/** An error of a resolver as it leaves the ministry: code and path, no detail. */
export function formatSourceError(error: GraphQLError): GraphQLFormattedError {
  const code = classifyFault(error.originalError);
  return {
    message: faults[code],
    ...(error.path && { path: error.path }),
    extensions: { code },
  };
}

/**
 * Tells from a driver's error whose hands a fault is in.
 * @see PostgreSQL, Appendix A: 57014 is a cancelled statement; classes 08, 53 and 57P mean that the server cannot serve.
 */
export function classifyFault(error: unknown): SourceFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : '';
  if (code === '57014' || code === 'ETIMEDOUT') return 'SOURCE_TIMEOUT';
  if (/^(08|53|57P)|^(ECONN|EPIPE|ENOTFOUND|EHOSTUNREACH)/.test(code)) return 'SOURCE_UNAVAILABLE';
  if (/^(Connection terminated|timeout exceeded when trying to connect)/.test(message)) return 'SOURCE_UNAVAILABLE';
  return 'SOURCE_FAILED';
}
