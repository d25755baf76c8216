import { LRUCache } from 'lru-cache';
import type { Consent } from './active-consents.ts';
import type { ReadConsents } from './process-seat.ts';

/** Runs a statement on the primary server. A replica may not have a withdrawal yet. */
export type RunStatement = <Row extends object>(text: string, values: readonly unknown[]) => Promise<readonly Row[]>;

/** Consents that ended longer ago are not told of as the reason, in days. */
const REASON_DAYS = 90;

/** Most consents of one citizen, those that hold first. */
const MAX_CONSENTS = 500;

/** One statement for any number of citizens, who are each in the answer, and the number of the last change in the same moment. */
export function createReadConsents(run: RunStatement): ReadConsents {
  return async (personalIds) => {
    const rows = await run<ConsentRow>(statement, [personalIds]);
    const byCitizen = new Map<string, Consent[]>(personalIds.map((personalId) => [personalId, []]));
    for (const row of rows) {
      if (row.id !== null) byCitizen.get(row.subject)?.push(describe(row));
    }
    return { epoch: rows[0]?.epoch ?? 0, byCitizen };
  };
}

type ConsentRow = { readonly epoch: number; readonly subject: string } & (
  | { readonly id: null }
  | (Omit<Consent, 'fields'> & { readonly id: string; readonly fields: string })
);

const statement = `
  SELECT epoch.number AS epoch, asked.subject, consent.*
  FROM consent_epoch AS epoch CROSS JOIN unnest($1::text[]) AS asked (subject) LEFT JOIN LATERAL (
    SELECT id, version, agency, purpose, state, array_to_string(fields, ' ') AS fields,
      (extract(epoch FROM valid_from) * 1000)::float8 AS "validFrom",
      (extract(epoch FROM valid_until) * 1000)::float8 AS "validUntil"
    FROM consent
    WHERE consent.subject = asked.subject AND state IN ('given', 'withdrawn')
      AND valid_until > now() - interval '${REASON_DAYS} days'
      AND (state = 'given' OR changed_at > now() - interval '${REASON_DAYS} days')
    ORDER BY state, valid_until DESC
    LIMIT ${MAX_CONSENTS}
  ) AS consent ON true`;

function describe({
  id,
  version,
  agency,
  purpose,
  state,
  validFrom,
  validUntil,
  fields,
}: ConsentRow & { id: string }): Consent {
  return { id, version, agency, purpose, state, validFrom, validUntil, fields: setsOfFields.memo(fields) };
}

/** Most consents to a purpose open the same fields: equal sets are one object, in memory once. */
const setsOfFields = new LRUCache<string, ReadonlySet<string>>({
  max: 10_000,
  memoMethod: (fields) => new Set(fields.split(' ')),
});
