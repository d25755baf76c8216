import DataLoader from 'dataloader';
import { sql } from 'kysely';
import type { ConsentRow, GatewayDatabase } from '../database/gateway-database.ts';
import { checkPart, cutPart, type ListPart } from '../list-part.ts';
import type { ConsentEvent } from './consent-store.ts';
import type { RunOnStore } from './run-on-store.ts';

/** Which part of a citizen's list is asked for. */
export interface ConsentPart extends ListPart {
  readonly states: readonly ConsentRow['state'][];
  /** Keeps to what has this short code. */
  readonly code?: string | null;
}

export interface ConsentPage {
  /** The latest first. */
  readonly consents: readonly ConsentRow[];
  /** Where the next part begins; null where there is none. */
  readonly next: string | null;
}

export interface Notice {
  readonly hash: string;
  readonly language: 'vi' | 'en';
  readonly text: string;
}

/** Reads consents for many citizens in one statement, those of other requests too. Throws CONSENT_UNAVAILABLE. */
export class ConsentLists {
  readonly #pages: DataLoader<PageKey, ConsentPage>;
  readonly #events: DataLoader<string, readonly ConsentEvent[]>;
  readonly #notices: DataLoader<string, Notice | undefined>;

  constructor(database: GatewayDatabase, run: RunOnStore) {
    // Nothing is kept: a list is as it is when it is asked for.
    const options = { cache: false, maxBatchSize: MAX_BATCH };
    this.#pages = new DataLoader((keys) => run(readPages(database, keys)), options);
    this.#events = new DataLoader((ids) => run(readEvents(database, ids)), options);
    this.#notices = new DataLoader((hashes) => run(readNotices(database, hashes)), options);
  }

  /**
   * @param subjects  numbers of one citizen
   * @throws VALUE_INVALID when `first` is not from 1 to 100, or `after` no cursor
   */
  async list(subjects: readonly string[], part: ConsentPart): Promise<ConsentPage> {
    checkPart(part);
    return await this.#pages.load({ subjects, part });
  }

  /** All that happened to a consent, the first first. */
  async listEvents(id: string): Promise<readonly ConsentEvent[]> {
    return await this.#events.load(id);
  }

  async findNotice(hash: string): Promise<Notice | undefined> {
    return await this.#notices.load(hash);
  }
}

interface PageKey {
  readonly subjects: readonly string[];
  readonly part: ConsentPart;
}

const MAX_BATCH = 500;

async function readPages(database: GatewayDatabase, keys: readonly PageKey[]): Promise<ConsentPage[]> {
  const wanted = keys.map(({ subjects, part: { states, code, first, after } }, position) => ({
    ...{ position, subjects, states, code: code ?? null, after: after ?? null, most: first + 1 },
  }));
  const { rows } = await sql<ConsentRow & { readonly position: number }>`
    SELECT wanted.position, found.*
    FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
      AS wanted (position integer, subjects text[], states text[], code text, after uuid, most integer)
    CROSS JOIN LATERAL (
      SELECT * FROM consent
      WHERE consent.subject = ANY (wanted.subjects)
        AND consent.state = ANY (wanted.states)
        AND (wanted.code IS NULL OR consent.code = wanted.code)
        AND (wanted.after IS NULL OR consent.id < wanted.after)
      -- Ids sort as consents came.
      ORDER BY consent.id DESC
      LIMIT wanted.most
    ) AS found
    ORDER BY found.id DESC
  `.execute(database);
  const lists = Map.groupBy(rows, ({ position }) => position);
  return keys.map(({ part: asked }, position) => {
    const { part, next } = cutPart(lists.get(position) ?? [], asked);
    return { consents: part, next };
  });
}

async function readEvents(database: GatewayDatabase, ids: readonly string[]): Promise<(readonly ConsentEvent[])[]> {
  const query = database.selectFrom('consent_event').selectAll().where('consent', 'in', ids);
  const events = Map.groupBy(await query.orderBy('version').execute(), ({ consent }) => consent);
  return ids.map((id) => events.get(id) ?? []);
}

async function readNotices(database: GatewayDatabase, hashes: readonly string[]): Promise<(Notice | undefined)[]> {
  const query = database.selectFrom('consent_notice').select(['hash', 'language', 'text']);
  const notices = new Map((await query.where('hash', 'in', hashes).execute()).map((notice) => [notice.hash, notice]));
  return hashes.map((hash) => notices.get(hash));
}
