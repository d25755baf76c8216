import { sql } from 'kysely';
import type { GatewayDatabase } from '../database/gateway-database.ts';
import type { AskedQuestions } from './asked-questions.ts';

/** Keeps questions in the gateway's database, for all its processes together and by its clock. */
export function createPostgresQuestions(database: GatewayDatabase): AskedQuestions {
  return {
    async add(asker, digest, maxQuestions) {
      // One row for each asker, which the statement locks: what comes at the same time is counted one by one.
      const { rows } = await sql`
        INSERT INTO statistics_questions AS known (asker, day, digests)
        VALUES (${asker}, (now() AT TIME ZONE 'UTC')::date, ARRAY[${digest}]::text[])
        ON CONFLICT (asker) DO UPDATE SET
          day = excluded.day,
          digests = CASE
            WHEN known.day <> excluded.day THEN excluded.digests
            WHEN ${digest} = ANY (known.digests) THEN known.digests
            ELSE known.digests || excluded.digests
          END
        WHERE known.day <> excluded.day
          OR ${digest} = ANY (known.digests)
          OR cardinality(known.digests) < ${maxQuestions}
        RETURNING asker`.execute(database);
      return rows.length > 0;
    },
  };
}
