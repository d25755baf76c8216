import { sql } from 'kysely';
import type { GatewayTables } from '../../../../gateway/database/gateway-database.ts';
import { openDatabase } from '../../../../postgres/open-database.ts';
import { runStatement } from '../../../support/run-statement.ts';
import { until } from '../../../support/until.ts';
import type { GivenConsent } from './world.ts';

/** Writes consents as rows, over those of the same id, past all that gives them: also those that nobody could have given. */
export async function writeConsents(ownerUrl: string, consents: readonly GivenConsent[]): Promise<void> {
  const database = openDatabase<GatewayTables>(ownerUrl);
  try {
    for (let start = 0; start < consents.length; start += ROWS_AT_ONCE) {
      const rows = consents.slice(start, start + ROWS_AT_ONCE).map(toRow);
      await database
        .insertInto('consent')
        .values(rows)
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet(({ ref }) => ({
            version: sql`consent.version + 1`,
            state: ref('excluded.state'),
            fields: ref('excluded.fields'),
            days: ref('excluded.days'),
            answer_until: ref('excluded.answer_until'),
            valid_from: ref('excluded.valid_from'),
            valid_until: ref('excluded.valid_until'),
          })),
        )
        .execute();
    }
  } finally {
    await database.destroy();
  }
}

/** Waits until all processes of the gateway go by what is written. */
export async function whenFollowed(ownerUrl: string): Promise<void> {
  const behind = 'SELECT 1 FROM gateway_process, consent_epoch WHERE epoch < number';
  await until(async () => (await runStatement(ownerUrl, behind)).rowCount === 0);
}

/** A statement has at most 65,535 parameters. */
const ROWS_AT_ONCE = 1_000;

function toRow({ id, subject, agency, purpose, fields, state, validFrom, validUntil }: GivenConsent) {
  const hasTime = state === 'given' || state === 'withdrawn';
  const now = new Date().toISOString();
  return {
    id,
    version: 1,
    subject,
    agency,
    purpose,
    dossier: null,
    fields: [...fields],
    state,
    days: state === 'requested' ? 30 : null,
    answer_until: state === 'requested' ? validUntil.toISOString() : null,
    code: null,
    valid_from: hasTime ? validFrom.toISOString() : null,
    valid_until: hasTime ? validUntil.toISOString() : null,
    given_as: null,
    changed_at: now,
  };
}
