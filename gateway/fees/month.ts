import { type FeeRate, type FeeSchedule, findFeeRate } from '../../schema/fees/fee-schedule.ts';
import type { Period } from '../ledger/period.ts';

/** Days of one month that follow each other and cost the same. */
export interface FeeSpan extends Period {
  /** The first day, YYYY-MM-DD in Vietnam. */
  readonly from: string;
  /** The last day. */
  readonly until: string;
  /** Undefined where nothing had to be paid yet. */
  readonly rate: FeeRate | undefined;
}

/** Whether a text is a month, `2026-11`. */
export function isMonth(text: string): boolean {
  return /^20[0-9]{2}-(0[1-9]|1[0-2])$/.test(text);
}

/** From the first moment of a month in Vietnam to the first of the next. @param month  `2026-11` */
export function periodOf(month: string): Period {
  const begin = startOf(`${month}-01`);
  return { begin, end: new Date(begin.getTime() + daysOf(month).length * DAY_MS) };
}

/**
 * Divides a month where the rate changes.
 * @param month  `2026-11`; a day of Vietnam begins seven hours before that of UTC
 */
export function divideMonth(month: string, schedule: FeeSchedule): FeeSpan[] {
  const spans: FeeSpan[] = [];
  for (const day of daysOf(month)) {
    const rate = findFeeRate(schedule, day);
    const last = spans.at(-1);
    const end = new Date(startOf(day).getTime() + DAY_MS);
    if (last && last.rate === rate) spans[spans.length - 1] = { ...last, until: day, end };
    else spans.push({ from: day, until: day, rate, begin: startOf(day), end });
  }
  return spans;
}

const DAY_MS = 24 * 60 * 60 * 1000;

function daysOf(month: string): string[] {
  const days: string[] = [];
  const first = Date.parse(`${month}-01T00:00:00Z`);
  for (let at = first; ; at += DAY_MS) {
    const day = new Date(at).toISOString().slice(0, 10);
    if (!day.startsWith(month)) return days;
    days.push(day);
  }
}

function startOf(day: string): Date {
  return new Date(`${day}T00:00:00+07:00`);
}
