import type { RequestSet } from '../scenario.ts';

/** What the load process is told first: all that it may ask. */
export interface LoadSet extends RequestSet {
  /** What the first requests of the set are answered with, as gateways agreed. */
  readonly answers: readonly unknown[];
}

/** What the load process is then told, once for each measurement. */
export interface LoadOrder {
  readonly url: string;
  /** How many connections ask, each as soon as it has its answer. */
  readonly connections: number;
  /** How long it asks before it measures, in milliseconds. */
  readonly warmUpMs: number;
  /** How long it measures at least, in milliseconds; longer until there was an answer for each connection. */
  readonly measureMs: number;
  /** Whether the answers are to be those of the set, or whatever comes with status 200. */
  readonly checks: boolean;
}

/** What the load process tells: that it measures from now on; that it does no longer; when all is answered, the result. */
export type LoadReport = 'measuring' | 'measured' | LoadResult;

export interface LoadResult {
  /** Answered as they should be, while it measured. */
  readonly requests: number;
  /** All that were made, before and after that too. */
  readonly allRequests: number;
  /** Of all, those not answered, or not as they should be. */
  readonly failures: number;
  /** What was wrong first. */
  readonly firstFailure: string | undefined;
  /** How long was measured, in milliseconds. */
  readonly elapsedMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** Processor time of the load process itself, in milliseconds. */
  readonly loadCpuMs: number;
}
