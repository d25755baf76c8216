import type { Log } from '../log.ts';
import type { PlanStatistics } from './operation-plans.ts';

/**
 * Logs every five minutes how plans are used, and once more at the end; nothing while nobody asks. Many misses or much
 * time spent on planning say that callers send values inside their documents instead of as variables.
 * @param read  the statistics of the plans that are served now
 * @returns     ends it
 */
export function reportPlans(read: () => PlanStatistics, log: Log): () => void {
  let reported = countOf(read());
  const report = (): void => {
    const plans = read();
    if (countOf(plans) === reported) return;
    reported = countOf(plans);
    log.info({ plans: { ...plans, compileMs: Math.round(plans.compileMs) } }, 'used plans');
  };
  const timer = setInterval(report, REPORT_EVERY_MS).unref();
  return () => {
    clearInterval(timer);
    report();
  };
}

const REPORT_EVERY_MS = 5 * 60_000;

function countOf({ hits, misses }: PlanStatistics): number {
  return hits + misses;
}
