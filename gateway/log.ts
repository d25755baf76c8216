import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from './config.ts';

export type Log = Logger;

/** JSON lines on the standard output, or on `destination`. */
export function createLog(
  { logLevel }: Pick<Config, 'logLevel'>,
  destination: DestinationStream = gatherLines(pino.destination({ sync: true })),
): Log {
  return pino({ level: logLevel, base: null }, destination);
}

/**
 * Writes the lines of one turn of the event loop at once, and what is left when the process exits. A busy gateway
 * answers many requests in a turn, and a system call for each line takes a sixth of its time.
 */
function gatherLines(destination: DestinationStream): DestinationStream {
  let lines = '';
  const flush = (): void => {
    if (lines === '') return;
    destination.write(lines);
    lines = '';
  };
  process.once('exit', flush);
  return {
    write(line) {
      if (lines === '') setImmediate(flush);
      lines += line;
    },
  };
}

/** What may be logged of an unexpected error: where it came from. Its message may hold a personal datum. */
export function describeFault(error: unknown): { readonly name: string; readonly stack: readonly string[] } {
  if (!(error instanceof Error)) return { name: typeof error, stack: [] };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { name: error.constructor.name, stack: frames.map((line) => line.trim()) };
}
