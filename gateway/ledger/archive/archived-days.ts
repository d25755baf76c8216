import { sql } from 'kysely';
import type { LedgerDatabase } from '../ledger-database.ts';
import type { Period } from '../period.ts';

/** A day whose records left the table. */
export interface ArchivedDay {
  /** `2026-11-21`, of UTC. */
  readonly day: string;
  readonly records: number;
}

/** Days of a period that left the table, and the folder with their files. */
export interface Archive {
  readonly directory: string;
  /** In order. */
  readonly days: readonly ArchivedDay[];
}

/** The days of a period that left the table, in order. A day counts when a moment of it is in the period. */
export async function listArchivedDays(database: LedgerDatabase, { begin, end }: Period): Promise<ArchivedDay[]> {
  const { rows } = await sql<ArchivedDay>`
    SELECT day::text AS day, records FROM ledger_archived_day
    WHERE day >= (${begin.toISOString()}::timestamptz AT TIME ZONE 'UTC')::date
      AND day::timestamp < ${end.toISOString()}::timestamptz AT TIME ZONE 'UTC'
    ORDER BY day
  `.execute(database);
  return rows;
}

/** @returns the moment from which on the table has all records, RFC 3339; null where none ever left it */
export async function readCompleteFrom(database: LedgerDatabase): Promise<string | null> {
  const { rows } = await sql<{ readonly day: string | null }>`
    SELECT (max(day) + 1)::text AS day FROM ledger_archived_day
  `.execute(database);
  const day = rows[0]?.day ?? null;
  return day === null ? null : `${day}T00:00:00.000Z`;
}

/** In words: `2026-11-01 to 2026-11-03, 2026-11-07`. */
export function nameDays(days: readonly ArchivedDay[]): string {
  const runs: { readonly first: string; last: string }[] = [];
  for (const { day } of days) {
    const run = runs.at(-1);
    if (run && Date.parse(day) - Date.parse(run.last) === DAY_MS) run.last = day;
    else runs.push({ first: day, last: day });
  }
  return runs.map(({ first, last }) => (first === last ? first : `${first} to ${last}`)).join(', ');
}

const DAY_MS = 24 * 60 * 60 * 1000;
