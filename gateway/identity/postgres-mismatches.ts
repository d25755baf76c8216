import { sql } from 'kysely';
import type { GatewayDatabase } from '../database/gateway-database.ts';
import type { MismatchCounter, MismatchPeriods, Standing } from './mismatch-counter.ts';

/** Counts in the gateway's database, for all its processes together and by its clock. */
export function createPostgresMismatches(
  database: GatewayDatabase,
  { windowMs, lockMs }: MismatchPeriods,
): MismatchCounter {
  return {
    async count(guessers) {
      const names = guessers.map(({ name }) => name);
      const allowed = guessers.map((guesser) => guesser.allowed);
      const { rows } = await sql<Standing & { readonly guesser: string }>`
        WITH forgotten AS (
          DELETE FROM identity_mismatch WHERE ends_at < now() AND guesser <> ALL (${names}::text[])
        )
        INSERT INTO identity_mismatch AS known (guesser, mismatches, allowed, ends_at)
        SELECT name, 1, allowed, now() + ${seconds(windowMs)}
        FROM unnest(${names}::text[], ${allowed}::integer[]) AS given (name, allowed)
        ON CONFLICT (guesser) DO UPDATE SET
          mismatches = CASE WHEN known.ends_at > now() THEN known.mismatches + 1 ELSE 1 END,
          allowed = excluded.allowed,
          ends_at = CASE
            WHEN known.ends_at <= now() THEN excluded.ends_at
            WHEN known.mismatches + 1 = excluded.allowed THEN now() + ${seconds(lockMs)}
            ELSE known.ends_at
          END
        RETURNING guesser, mismatches, ${msUntilEnd} AS "endsInMs"
      `.execute(database);
      const standings = new Map(rows.map((row) => [row.guesser, row]));
      return names.map((name) => standings.get(name) ?? { mismatches: 0, endsInMs: 0 });
    },

    async readLocks() {
      const rows = await database
        .selectFrom('identity_mismatch')
        .select(['guesser', msUntilEnd.as('endsInMs')])
        .where('ends_at', '>', sql<string>`now()`)
        .whereRef('mismatches', '>=', 'allowed')
        .execute();
      return new Map(rows.map(({ guesser, endsInMs }) => [guesser, endsInMs]));
    },
  };
}

const msUntilEnd = sql<number>`ceil(extract(epoch FROM ends_at - now()) * 1000)::integer`;

function seconds(ms: number) {
  return sql`make_interval(secs => ${ms / 1000})`;
}
