import { errorCode } from '../error-code.ts';
import type { Log } from '../log.ts';
import type { EmergencyReviews } from './emergency-reviews.ts';

/** How often the log is told, in milliseconds. */
const REPORT_EVERY_MS = 15 * 60_000;

/**
 * Tells the log every quarter of an hour how many reviews of emergency accesses are overdue, by agency; nothing when none
 * is. Each process of the gateway does.
 * @returns ends it
 */
export function reportOverdue(
  reviews: Pick<EmergencyReviews, 'countOverdue'>,
  log: Log,
  intervalMs: number = REPORT_EVERY_MS,
): () => void {
  const report = async (): Promise<void> => {
    try {
      const overdue = await reviews.countOverdue();
      if (overdue.size > 0) log.warn({ overdue: Object.fromEntries(overdue) }, 'emergency accesses wait for a review');
    } catch (error) {
      log.warn({ code: errorCode(error) }, 'overdue reviews of emergency accesses cannot be counted');
    }
  };
  const timer = setInterval(report, intervalMs).unref();
  return () => clearInterval(timer);
}
