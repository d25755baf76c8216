/** Whose hands a fault is in, and all that a ministry says of it: a driver's own message may repeat somebody's number. */
export const sourceFaults = {
  SOURCE_UNAVAILABLE: 'The database cannot be reached.',
  SOURCE_TIMEOUT: 'The database did not answer in time.',
  SOURCE_FAILED: 'The source failed.',
} as const;

export type SourceFault = keyof typeof sourceFaults;

/**
 * Tells from a driver's error whose hands a fault is in.
 * @see PostgreSQL, Appendix A: 57014 is a cancelled statement; classes 08, 53 and 57P mean that the server cannot serve,
 * 55000 that a database is closed to connections.
 */
export function classifyFault(error: Error | undefined): SourceFault {
  const code = error && 'code' in error ? String(error.code) : '';
  const message = error?.message ?? '';
  if (code === '57014' || code === 'ETIMEDOUT') return 'SOURCE_TIMEOUT';
  if (/^(08|53|55000|57P)|^(ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|EHOST|ENET)/.test(code)) return 'SOURCE_UNAVAILABLE';
  if (lostConnection.test(message)) return 'SOURCE_UNAVAILABLE';
  return 'SOURCE_FAILED';
}

/** What pg and its pool say, without a code, of a connection that broke or could not be had. */
const lostConnection =
  /^(Connection terminated|Client (was closed|has encountered a connection error)|timeout exceeded when trying to connect)/;
