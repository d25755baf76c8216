import { createTextScalar } from './scalar.ts';

/** Whether the day exists: `2024-02-29` does, `2023-02-29` does not. `date` has the form YYYY-MM-DD. */
export function isCalendarDay(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

export const DateScalar = createTextScalar({
  name: 'Date',
  expected: 'a calendar day as YYYY-MM-DD',
  pattern: /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/,
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
