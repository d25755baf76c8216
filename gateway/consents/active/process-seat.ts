import type { Consent } from './active-consents.ts';

/** What was read of citizens' consents in one moment. */
export interface ConsentsRead {
  /** Number of the last change that is in it. */
  readonly epoch: number;
  /** For each citizen that was asked for. */
  readonly byCitizen: ReadonlyMap<string, readonly Consent[]>;
}

/** @param personalIds  distinct */
export type ReadConsents = (personalIds: readonly string[]) => Promise<ConsentsRead>;

/** What has changed. */
export interface ChangesRead {
  /** Number of the last change. */
  readonly epoch: number;
  /** Whose consents; everybody's where there were too many changes. */
  readonly personalIds: readonly string[] | 'everybody';
}

/** What a process says and reads to stay current. Each call is in effect for all when it is back. */
export interface ProcessSeat {
  /** Says that this process is there, and answers by all changes up to this one. */
  stand(epoch: number): Promise<void>;
  /** @param after  the number of the last change that it has followed */
  readChanges(after: number): Promise<ChangesRead>;
  readonly readConsents: ReadConsents;
}
