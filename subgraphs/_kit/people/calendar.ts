import { DATA_AS_OF } from './person.ts';

/** Days are counted from 1 January 1970, so that made-up lives are plain arithmetic. */
export type Day = number;

export const DAYS_PER_YEAR = 365.2425;

export const AS_OF_DAY: Day = toDay(DATA_AS_OF);

/** @param date YYYY-MM-DD, a day that exists */
export function toDay(date: string): Day {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000;
}

/** @returns YYYY-MM-DD */
export function toDate(day: Day): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** Whole years from a birth to a later day, as people count them. */
export function ageOn(bornOn: string, date: string): number {
  const years = Number(date.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return date.slice(5) < bornOn.slice(5) ? years - 1 : years;
}
