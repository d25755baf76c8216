import { DATA_AS_OF } from '../../_kit/people/person.ts';

/** Months are counted from the year 0, so that careers are plain arithmetic. */
export type Month = number;

/** @param date  YYYY-MM-DD or YYYY-MM */
export function toMonth(date: string): Month {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

/** @returns YYYY-MM */
export function printMonth(month: Month): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}

export const AS_OF_MONTH: Month = toMonth(DATA_AS_OF);
