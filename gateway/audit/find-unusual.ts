import { sql } from 'kysely';
import { type PatternCode, type Patterns, patternCodes } from '../../schema/audit/patterns.ts';
import type { LedgerDatabase } from '../ledger/ledger-database.ts';
import type { Period } from '../ledger/period.ts';
import type { Editions } from '../ledger/read-records.ts';
import { type AskedFields, findAlwaysWithheld } from './always-withheld.ts';
import type { UnusualDay } from './unusual-day.ts';

export interface UnusualQuestion {
  /** Code of an agency; undefined for everybody. */
  readonly agency: string | undefined;
  readonly period: Period;
}

/** More accounts and days than this nobody looks through: those with most requests are told. */
const MAX_FOUND = 1_000;

/**
 * Finds what is unusual in a period, the latest day first. It is counted by PostgreSQL; of whom the records are is looked
 * at and not told.
 * @see schema/audit/patterns.yaml
 */
export async function findUnusual(
  database: LedgerDatabase,
  editions: Editions,
  patterns: Patterns,
  question: UnusualQuestion,
): Promise<UnusualDay[]> {
  const days = await countDays(database, patterns, question);
  const counted = days.flatMap(({ agency, account, day, ...counts }) =>
    patternCodes.flatMap((pattern): UnusualDay[] => {
      if (pattern === 'always-withheld' || counts[pattern] < patterns[pattern].atLeast) return [];
      return [{ pattern, day, agency, account, count: counts[pattern], fields: [] }];
    }),
  );
  const { atLeast } = patterns['always-withheld'];
  const suspected = days.filter((day) => day['always-withheld'] >= atLeast);
  const asked = suspected.length > 0 ? await readAskedFields(database, question, suspected) : [];
  const withheld = await findAlwaysWithheld(asked, editions, atLeast);
  return [...counted, ...withheld].sort((one, other) => (one.day < other.day ? 1 : -1) || other.count - one.count);
}

/** What an account did on a day. Of `always-withheld` it counts the requests that something was withheld from. */
type CountedDay = { readonly agency: string; readonly account: string; readonly day: string } & Readonly<
  Record<PatternCode, number>
>;

async function countDays(database: LedgerDatabase, patterns: Patterns, question: UnusualQuestion) {
  const rolesOf = (pattern: PatternCode): string[] => [...patterns[pattern].roles];
  const leastOf = (pattern: PatternCode): number => patterns[pattern].atLeast;
  const { rows } = await sql<CountedDay>`
    WITH asked AS (${recordsOf(question)}), person AS (
      SELECT agency, account, day, role, subject, count(*) AS times,
        count(*) FILTER (WHERE dossier IS NULL AND kind <> 'mismatch') AS without_dossier,
        count(*) FILTER (WHERE kind = 'mismatch') AS mismatches,
        count(*) FILTER (WHERE hour >= 22 OR hour < 5) AS at_night,
        count(*) FILTER (WHERE details LIKE '%"withheld":%') AS withheld
      FROM asked GROUP BY agency, account, day, role, subject
    ), counted AS (
      SELECT agency, account, day,
        coalesce(sum(without_dossier) FILTER (WHERE role = ANY (${rolesOf('without-dossier')})), 0)::bigint
          AS "without-dossier",
        coalesce(sum(mismatches) FILTER (WHERE role = ANY (${rolesOf('wrong-names')})), 0)::bigint AS "wrong-names",
        coalesce(sum(at_night) FILTER (WHERE role = ANY (${rolesOf('at-night')})), 0)::bigint AS "at-night",
        coalesce(max(times) FILTER (WHERE subject IS NOT NULL AND role = ANY (${rolesOf('same-person')})), 0)
          AS "same-person",
        coalesce(sum(withheld) FILTER (WHERE role = ANY (${rolesOf('always-withheld')})), 0)::bigint
          AS "always-withheld",
        sum(times) AS times
      FROM person GROUP BY agency, account, day
    )
    SELECT agency, account, day, "without-dossier", "wrong-names", "at-night", "same-person", "always-withheld"
    FROM counted
    WHERE "without-dossier" >= ${leastOf('without-dossier')} OR "wrong-names" >= ${leastOf('wrong-names')}
      OR "at-night" >= ${leastOf('at-night')} OR "same-person" >= ${leastOf('same-person')}
      OR "always-withheld" >= ${leastOf('always-withheld')}
    ORDER BY times DESC LIMIT ${MAX_FOUND}
  `.execute(database);
  return rows;
}

/** Which fields were told and withheld, of accounts on days of whom much was withheld. */
async function readAskedFields(
  database: LedgerDatabase,
  question: UnusualQuestion,
  days: readonly CountedDay[],
): Promise<AskedFields[]> {
  const wanted = JSON.stringify(days.map(({ agency, account, day }) => ({ agency, account, day })));
  const { rows } = await sql<AskedFields>`
    WITH asked AS (${recordsOf(question)}), answer AS (
      SELECT agency, account, day, edition,
        ARRAY(SELECT value FROM jsonb_each_text(details::jsonb -> 'withheld')) AS withheld,
        ARRAY(
          SELECT details::jsonb #>> '{law,0}' UNION SELECT details::jsonb #>> '{law,1}'
          UNION SELECT consent ->> 2 FROM jsonb_array_elements(details::jsonb -> 'consents') AS consent
          UNION SELECT consent ->> 3 FROM jsonb_array_elements(details::jsonb -> 'consents') AS consent
        ) AS open
      FROM asked JOIN jsonb_to_recordset(${wanted}::jsonb) AS wanted (agency text, account text, day text)
        USING (agency, account, day)
    )
    SELECT agency, account, day, edition, withheld, open, count(*) AS count
    FROM answer GROUP BY agency, account, day, edition, withheld, open
  `.execute(database);
  return rows;
}

/** What accounts of agencies asked about others, with the day and hour in Vietnam. */
function recordsOf({ agency, period: { begin, end } }: UnusualQuestion) {
  const only = agency ?? null;
  return sql`
    SELECT agency, account, role, kind, dossier, subject, edition, details, to_char(local, 'YYYY-MM-DD') AS day,
      extract(hour FROM local) AS hour
    FROM (SELECT *, at AT TIME ZONE 'UTC' + interval '7 hours' AS local FROM ledger_record) AS record
    WHERE at >= ${begin.toISOString()} AND at < ${end.toISOString()} AND agency IS NOT NULL
      AND (${only}::text IS NULL OR agency = ${only})
      AND kind IN ('disclosure', 'comparison', 'emergency', 'mismatch') AND NOT own AND NOT relative
  `;
}
