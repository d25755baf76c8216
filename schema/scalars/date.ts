import { createTextScalar } from './scalar.ts';

/**
 * Whether the day exists: `2024-02-29` does, `2023-02-29` does not. `date` has the form YYYY-MM-DD. Counted rather than
 * parsed, since every date of every answer comes through here.
 */
function isCalendarDay(date: string): boolean {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  const day = Number(date.slice(8, 10));
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Whether a text is a day of the calendar, as `2024-02-29` is. */
export function isDate(text: string): boolean {
  return datePattern.test(text) && isCalendarDay(text);
}

const datePattern = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

export const DateScalar = createTextScalar({
  name: 'Date',
  expected: 'a calendar day as YYYY-MM-DD',
  pattern: datePattern,
  isValid: isCalendarDay,
});

export const PartialDate = createTextScalar({
  name: 'PartialDate',
  expected: 'a calendar day, month or year as YYYY-MM-DD, YYYY-MM or YYYY',
  pattern: /^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$/,
  isValid: (text) => isCalendarDay(text + '-01-01'.slice(text.length - 4)),
});

export const DateTime = createTextScalar({
  name: 'DateTime',
  expected: 'a moment in UTC as YYYY-MM-DDThh:mm:ss.sssZ',
  pattern: /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,3})?Z$/,
  isValid: (text) => isCalendarDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text)),
});
