import { type SelectQueryBuilder, sql } from 'kysely';
import type { EmergencyAccessStateRow, GatewayTables } from '../database/gateway-database.ts';
import { cutPart, type ListPart } from '../list-part.ts';
import type { EmergencyAccess, EmergencyAccessPage } from './emergency-access.ts';

/** Some of the accesses. */
type Accesses = SelectQueryBuilder<GatewayTables, 'emergency_access_state', EmergencyAccessStateRow>;

/**
 * Reads a page of accesses, ordered by when they began.
 * @param page  checked already
 */
export async function readPage(
  accesses: Accesses,
  direction: 'asc' | 'desc',
  { first, after }: ListPart,
): Promise<EmergencyAccessPage> {
  const beyond = sql.raw(direction === 'asc' ? '>' : '<');
  const begin = sql`(SELECT started_at, id FROM emergency_access WHERE id = ${after}::uuid)`;
  const wanted = after ? accesses.where(sql<boolean>`(started_at, id) ${beyond} ${begin}`) : accesses;
  const rows = await wanted
    .orderBy('started_at', direction)
    .orderBy('id', direction)
    .limit(first + 1)
    .execute();
  const { part, next } = cutPart(rows, { first });
  return { accesses: part.map(toAccess), next };
}

export function toAccess(row: EmergencyAccessStateRow): EmergencyAccess {
  const { id, purpose, dossier, agency, account, reason, text, opens, outcome, reviewed_at: reviewedAt } = row;
  return {
    ...{ id, purpose, dossier, agency, account, reason, text, opens },
    startedAt: row.started_at,
    endsAt: row.ends_at,
    reviewDueAt: row.review_due_at,
    review: outcome && reviewedAt ? { outcome, reviewedAt, text: row.review_text ?? undefined } : undefined,
  };
}
