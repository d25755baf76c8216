import { dayInVietnam } from '../../schema/purposes/in-force.ts';

/**
 * Tells the day in Vietnam, YYYY-MM-DD, however often it is asked.
 * @param now  milliseconds since the epoch
 */
export function createDayClock(now: () => number): () => string {
  let knownHour = Number.NaN;
  let day = '';
  return () => {
    // A day there begins with an hour of UTC.
    const hour = Math.floor(now() / MS_OF_HOUR);
    if (hour !== knownHour) day = dayInVietnam(new Date(hour * MS_OF_HOUR));
    knownHour = hour;
    return day;
  };
}

const MS_OF_HOUR = 3_600_000;
