import type { EmergencyAccessStateRow } from '../database/gateway-database.ts';
import type { EmergencyAccess } from './emergency-access.ts';

/** Reads an access off its row. */
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
