import { runStatement } from '../../support/run-statement.ts';
import { byConsent, PURPOSE } from './purposes.ts';

/**
 * Writes one consent of each citizen: nine in ten to the same fields, every tenth to another selection of them.
 * @param ownerUrl  the login that owns the tables
 */
export async function writeConsents(ownerUrl: string, agency: string, personalIds: readonly string[]): Promise<void> {
  const usual = byConsent.slice(0, 6);
  const rows = personalIds.map((subject, index) => ({
    subject,
    fields: index % 10 === 0 ? byConsent.filter((_, field) => ((index / 10) >>> (field % 5)) % 2 === 0) : usual,
  }));
  await runStatement(
    ownerUrl,
    `INSERT INTO consent (id, subject, agency, purpose, fields, state, valid_from, valid_until)
    SELECT gen_random_uuid(), row->>'subject', $1, $2, ARRAY(SELECT jsonb_array_elements_text(row->'fields')), 'given',
      now() - interval '1 day', now() + interval '30 days'
    FROM jsonb_array_elements($3::jsonb) AS row
    WHERE jsonb_array_length(row->'fields') > 0`,
    [agency, PURPOSE, JSON.stringify(rows)],
  );
}

/** Fills the table with consents of people whom nobody asks about, without telling anybody that it changes. */
export async function fillConsents(ownerUrl: string, count: number): Promise<void> {
  if (count === 0) return;
  await runStatement(ownerUrl, 'ALTER TABLE consent DISABLE TRIGGER USER');
  await runStatement(
    ownerUrl,
    `INSERT INTO consent (id, subject, agency, purpose, fields, state, valid_from, valid_until)
    SELECT gen_random_uuid(), 'filler-' || number / 3, 'agency-' || number % 100, $1, $2, 'given',
      now() - interval '1 day', now() + interval '30 days'
    FROM generate_series(1, $3::bigint) AS number`,
    [PURPOSE, [...byConsent], count],
  );
  await runStatement(ownerUrl, 'ALTER TABLE consent ENABLE TRIGGER USER');
  await runStatement(ownerUrl, 'ANALYZE consent');
}
