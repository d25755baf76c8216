/**
 * When somebody is surely of an age: where the register knows the year or the month of birth alone, at its end. Days
 * begin at midnight in Vietnam.
 * @param dateOfBirth  `YYYY-MM-DD`, `YYYY-MM` or `YYYY`
 */
export function momentOfAge(dateOfBirth: string, years: number): Date {
  const [year = 0, month = 12, day] = dateOfBirth.split('-').map(Number);
  // Day 0 of the month after is the last one of this month.
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return new Date(Date.UTC(year + years, month - 1, day ?? lastDay) - AHEAD_OF_UTC_MS);
}

const AHEAD_OF_UTC_MS = 7 * 60 * 60 * 1000;
