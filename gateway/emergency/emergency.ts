import { CodedError } from '../../schema/coded-error.ts';
import type { Config } from '../config.ts';
import type { GatewayDatabase } from '../database/gateway-database.ts';
import { errorCode } from '../error-code.ts';
import type { Log } from '../log.ts';
import { AccessLists } from './access-lists.ts';
import { EmergencyAccesses } from './emergency-accesses.ts';
import { EmergencyReviews } from './emergency-reviews.ts';
import { reportOverdue } from './report-overdue.ts';

/** Access to a citizen's data where life or health is in danger (truy cập khẩn cấp): recorded, short and reviewed. */
export interface Emergency {
  /**
   * Asks the records.
   * @throws EMERGENCY_UNAVAILABLE when they cannot be read or written; otherwise what `ask` throws, where it is coded
   */
  ask<Result>(ask: (records: EmergencyRecords) => Promise<Result>): Promise<Result>;
  close(): void;
}

export interface EmergencyRecords {
  readonly accesses: EmergencyAccesses;
  /** For citizens. */
  readonly lists: AccessLists;
  readonly reviews: EmergencyReviews;
}

export type EmergencyConfig = Pick<Config, 'emergencyMaxLive' | 'emergencyMaxDaily'>;

/** @param database  undefined: nothing can be recorded, so nothing is opened */
export function openEmergency(database: GatewayDatabase | undefined, config: EmergencyConfig, log: Log): Emergency {
  if (!database) return { ask: () => Promise.reject(new CodedError('EMERGENCY_UNAVAILABLE')), close: () => {} };
  const limits = { maxLive: config.emergencyMaxLive, maxDaily: config.emergencyMaxDaily };
  const records = {
    accesses: new EmergencyAccesses(database, limits, log),
    lists: new AccessLists(database),
    reviews: new EmergencyReviews(database),
  };
  const endReport = reportOverdue(records.reviews, log);
  return {
    async ask(ask) {
      try {
        return await ask(records);
      } catch (error) {
        if (error instanceof CodedError) throw error;
        log.error({ code: errorCode(error) }, 'emergency accesses cannot be read or written');
        throw new CodedError('EMERGENCY_UNAVAILABLE');
      }
    },
    close: endReport,
  };
}
