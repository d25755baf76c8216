import { randomUUID } from 'node:crypto';
import { runStatement } from '../../../support/run-statement.ts';

/** A row of the table of consents, with defaults for what a test does not care about. */
export interface TestConsent {
  readonly subject: string;
  readonly agency?: string;
  readonly purpose?: string;
  readonly fields?: readonly string[];
  readonly state?: 'requested' | 'given' | 'withdrawn';
  /** From now; default one day. */
  readonly endsInMs?: number;
}

/**
 * Writes a consent as the owner of the tables may.
 * @returns its id
 */
export async function insertConsent(ownerUrl: string, consent: TestConsent): Promise<string> {
  const { subject, agency = 'agency', purpose = 'purpose', fields = ['Citizen.name'], state = 'given' } = consent;
  const id = randomUUID();
  const isRequest = state === 'requested';
  await runStatement(
    ownerUrl,
    `INSERT INTO consent (id, subject, agency, purpose, fields, state, valid_from, valid_until, days, answer_until)
    VALUES ($1, $2, $3, $4, $5, $6,
      CASE WHEN $7 THEN NULL ELSE now() - interval '200 days' END,
      CASE WHEN $7 THEN NULL ELSE now() + $8 * interval '1 ms' END,
      30, now() + interval '30 days')`,
    [id, subject, agency, purpose, fields, state, isRequest, consent.endsInMs ?? 86_400_000],
  );
  return id;
}

/** Withdraws a consent as the owner of the tables may. */
export async function withdrawConsent(ownerUrl: string, id: string): Promise<void> {
  await runStatement(
    ownerUrl,
    `UPDATE consent SET state = 'withdrawn', version = version + 1, changed_at = now() WHERE id = $1`,
    [id],
  );
}
