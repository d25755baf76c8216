import DataLoader from 'dataloader';
import { sql } from 'kysely';
import type { EmergencyAccessStateRow, GatewayDatabase } from '../database/gateway-database.ts';
import { cutPart, type ListPart } from '../list-part.ts';
import type { EmergencyAccess, EmergencyAccessPage } from './emergency-access.ts';
import { toAccess } from './to-access.ts';

/**
 * Reads who opened the data of many citizens in one statement, those of other requests too. It rejects when the database
 * cannot tell.
 */
export class AccessLists {
  readonly #pages: DataLoader<PageKey, EmergencyAccessPage>;

  constructor(database: GatewayDatabase) {
    this.#pages = new DataLoader((keys) => readPages(database, keys), { cache: false, maxBatchSize: MAX_BATCH });
  }

  /**
   * What was opened of a citizen, the latest first. What the supervisor wrote is not for them.
   * @param part  checked already
   */
  async list(subject: string, part: ListPart): Promise<EmergencyAccessPage> {
    return await this.#pages.load({ subject, part });
  }
}

interface PageKey {
  readonly subject: string;
  readonly part: ListPart;
}

const MAX_BATCH = 500;

async function readPages(database: GatewayDatabase, keys: readonly PageKey[]): Promise<EmergencyAccessPage[]> {
  const wanted = keys.map(({ subject, part: { first, after } }, position) => ({
    ...{ position, subject, after: after ?? null, most: first + 1 },
  }));
  const { rows } = await sql<EmergencyAccessStateRow & { readonly position: number }>`
    SELECT wanted.position, found.*
    FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
      AS wanted (position integer, subject text, after uuid, most integer)
    CROSS JOIN LATERAL (
      SELECT * FROM emergency_access_state AS access
      WHERE access.subject = wanted.subject AND (
        wanted.after IS NULL
        OR (access.started_at, access.id) < (SELECT started_at, id FROM emergency_access WHERE id = wanted.after)
      )
      ORDER BY access.started_at DESC, access.id DESC
      LIMIT wanted.most
    ) AS found
    ORDER BY found.started_at DESC, found.id DESC
  `.execute(database);
  const lists = Map.groupBy(rows, ({ position }) => position);
  return keys.map(({ part: asked }, position) => {
    const { part, next } = cutPart(lists.get(position) ?? [], asked);
    return { accesses: part.map(toAccess).map(withoutText), next };
  });
}

function withoutText(access: EmergencyAccess): EmergencyAccess {
  return { ...access, review: access.review && { ...access.review, text: undefined } };
}
