import DataLoader from 'dataloader';
import { type Kysely, sql } from 'kysely';
import { CodedError } from '../../schema/coded-error.ts';
import type {
  CorrectionAnswerRow,
  CorrectionRow,
  GatewayDatabase,
  GatewayTables,
} from '../database/gateway-database.ts';
import { checkPart, cutPart, type ListPart } from '../list-part.ts';
import type { RunOnLedger } from '../own-records/run-on-ledger.ts';
import { createUuidV7, isUuid } from '../uuid-v7.ts';

/** A request with its answer, as far as there is one. */
export type Correction = CorrectionRow & {
  readonly outcome: CorrectionAnswerRow['outcome'] | null;
  readonly answer: string | null;
  readonly answered_at: string | null;
};

export type NewCorrection = Omit<CorrectionRow, 'id' | 'requested_at'>;

export interface CorrectionPage {
  readonly corrections: readonly Correction[];
  /** Where the next part begins; null where there is none. */
  readonly next: string | null;
}

/** Requests for correction, and who answers them. */
export interface CorrectionDesk {
  readonly corrections: Corrections;
  /** By the name of a subgraph the code of the agency whose stewards answer for it. */
  readonly stewards: ReadonlyMap<string, string>;
}

/** Most requests of one citizen that wait for an answer. */
const MAX_OPEN = 20;
const MAX_BATCH = 500;

/** Requests for correction in the gateway's database. Each method throws LEDGER_UNAVAILABLE where it does not do it. */
export class Corrections {
  readonly #database: GatewayDatabase;
  readonly #run: RunOnLedger;
  readonly #pages: DataLoader<PageKey, CorrectionPage>;

  constructor(database: GatewayDatabase, run: RunOnLedger) {
    this.#database = database;
    this.#run = run;
    const options = { cache: false, maxBatchSize: MAX_BATCH };
    this.#pages = new DataLoader((keys) => run(readPages(database, keys)), options);
  }

  /**
   * Writes down what a citizen disputes. The same once more, while it waits for an answer, is the same request.
   * @throws CORRECTION_LIMIT_REACHED
   */
  async request(input: NewCorrection): Promise<Correction> {
    return await this.#run(
      this.#database.transaction().execute(async (transaction) => {
        const lock = `correction ${input.subject}`;
        await sql`SELECT pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(transaction);
        const open = await select(transaction)
          .where('subject', '=', input.subject)
          .where('outcome', 'is', null)
          .execute();
        const same = open.find(({ field, text, evidence }) => sameRequest(input, { field, text, evidence }));
        if (same) return same;
        if (open.length >= MAX_OPEN) throw new CodedError('CORRECTION_LIMIT_REACHED', { limit: MAX_OPEN });
        const id = createUuidV7();
        await transaction
          .insertInto('correction')
          .values({ id, ...input })
          .execute();
        return await select(transaction).where('id', '=', id).executeTakeFirstOrThrow();
      }),
    );
  }

  /**
   * Answers a request, once. The same answer once more changes nothing.
   * @param ministries  whose steward answers
   * @throws CORRECTION_UNKNOWN, CORRECTION_ANSWERED
   */
  async answer(answer: Omit<CorrectionAnswerRow, 'answered_at'>, ministries: readonly string[]): Promise<Correction> {
    const { correction: id, outcome, text } = answer;
    const find = select(this.#database).where('id', '=', id).where(sql<boolean>`ministries && ${ministries}::text[]`);
    if (!isUuid(id) || !(await this.#run(find.executeTakeFirst()))) throw new CodedError('CORRECTION_UNKNOWN');
    const insert = this.#database
      .insertInto('correction_answer')
      .values(answer)
      .onConflict((conflict) => conflict.doNothing());
    await this.#run(insert.execute());
    const answered = await this.#run(find.executeTakeFirstOrThrow());
    if (answered.outcome !== outcome || answered.answer !== text) throw new CodedError('CORRECTION_ANSWERED');
    return answered;
  }

  /**
   * Reads a citizen's requests, the latest first.
   * @param subjects  numbers of one citizen
   * @throws VALUE_INVALID
   */
  async list(subjects: readonly string[], part: ListPart): Promise<CorrectionPage> {
    checkPart(part);
    return await this.#pages.load({ subjects, part });
  }

  /**
   * Reads what waits for an answer of a steward, the oldest first.
   * @throws VALUE_INVALID
   */
  async listOpen(ministries: readonly string[], part: ListPart): Promise<CorrectionPage> {
    checkPart(part);
    const open = select(this.#database)
      .where('outcome', 'is', null)
      .where(sql<boolean>`ministries && ${ministries}::text[]`);
    const wanted = part.after ? open.where('id', '>', part.after) : open;
    const ordered = wanted.orderBy('id').limit(part.first + 1);
    return toPage(await this.#run(ordered.execute()), part);
  }
}

interface PageKey {
  readonly subjects: readonly string[];
  readonly part: ListPart;
}

function sameRequest(
  a: Pick<CorrectionRow, 'field' | 'text' | 'evidence'>,
  b: Pick<CorrectionRow, 'field' | 'text' | 'evidence'>,
): boolean {
  return a.field === b.field && a.text === b.text && a.evidence === b.evidence;
}

/** All requests, each with its answer. */
function select(database: Kysely<GatewayTables>) {
  return database
    .selectFrom('correction')
    .leftJoin('correction_answer', 'correction_answer.correction', 'correction.id')
    .selectAll('correction')
    .select(['outcome', 'correction_answer.text as answer', 'answered_at']);
}

async function readPages(database: GatewayDatabase, keys: readonly PageKey[]): Promise<CorrectionPage[]> {
  const wanted = keys.map(({ subjects, part: { first, after } }, position) => ({
    ...{ position, subjects, after: after ?? null, most: first + 1 },
  }));
  const { rows } = await sql<Correction & { readonly position: number }>`
    SELECT wanted.position, found.*, outcome, correction_answer.text AS answer, answered_at
    FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
      AS wanted (position integer, subjects text[], after uuid, most integer)
    CROSS JOIN LATERAL (
      SELECT * FROM correction
      WHERE correction.subject = ANY (wanted.subjects) AND (wanted.after IS NULL OR correction.id < wanted.after)
      ORDER BY correction.id DESC
      LIMIT wanted.most
    ) AS found
    LEFT JOIN correction_answer ON correction_answer.correction = found.id
    ORDER BY found.id DESC
  `.execute(database);
  const lists = Map.groupBy(rows, ({ position }) => position);
  return keys.map(({ part }, position) => toPage(lists.get(position) ?? [], part));
}

function toPage(rows: readonly Correction[], asked: ListPart): CorrectionPage {
  const { part, next } = cutPart(rows, asked);
  return { corrections: part, next };
}
