/** @returns RFC 3339 in UTC */
export function inDays(moment: Date, days: number): string {
  return new Date(moment.getTime() + days * DAY_MS).toISOString();
}

const DAY_MS = 24 * 60 * 60 * 1000;
