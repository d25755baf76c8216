import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from './config.ts';

export type Log = Logger;

/** JSON lines on the standard output, or on `destination`. */
export function createLog({ logLevel }: Pick<Config, 'logLevel'>, destination?: DestinationStream): Log {
  return pino({ level: logLevel, base: null }, destination);
}

/** What may be logged of an unexpected error: where it came from. Its message may hold a personal datum. */
export function describeFault(error: unknown): { readonly name: string; readonly stack: readonly string[] } {
  if (!(error instanceof Error)) return { name: typeof error, stack: [] };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { name: error.constructor.name, stack: frames.map((line) => line.trim()) };
}
