import { sql } from 'kysely';
import { CodedError } from '../../schema/coded-error.ts';
import type { GatewayDatabase } from '../database/gateway-database.ts';
import { cutPart, type ListPart } from '../list-part.ts';
import type { EmergencyAccess, EmergencyAccessPage, ReviewOutcome, ReviewState } from './emergency-access.ts';
import { toAccess } from './to-access.ts';

/** What a supervisor says of an access. */
export interface ReviewInput {
  /** Of the access. */
  readonly id: string;
  readonly outcome: ReviewOutcome;
  readonly text: string;
  /** The account of the supervisor. */
  readonly account: string;
}

/** What supervisors have to look at, each of their own agency. It rejects when the database cannot tell. */
export class EmergencyReviews {
  readonly #database: GatewayDatabase;

  constructor(database: GatewayDatabase) {
    this.#database = database;
  }

  /**
   * The accesses of an agency, those first that began first: they are due first.
   * @param part  checked already
   */
  async list(agency: string, state: ReviewState, part: ListPart): Promise<EmergencyAccessPage> {
    const { first, after } = part;
    let asked = this.#accessesOf(agency).where('reviewed_at', state === 'REVIEWED' ? 'is not' : 'is', null);
    if (state === 'OVERDUE') asked = asked.where(isOverdue);
    if (after) asked = asked.where(isAfter(after));
    const ordered = asked.orderBy('started_at').orderBy('id');
    const cut = cutPart(await ordered.limit(first + 1).execute(), part);
    return { accesses: cut.part.map(toAccess), next: cut.next };
  }

  /**
   * Records what a supervisor found, once.
   * @returns the access, also when the same is said again
   * @throws EMERGENCY_ACCESS_UNKNOWN, EMERGENCY_ACCESS_REVIEWED
   */
  async review(agency: string, { id, outcome, text, account }: ReviewInput): Promise<EmergencyAccess> {
    const access = this.#accessesOf(agency).where('id', '=', id);
    if (!(await access.executeTakeFirst())) throw new CodedError('EMERGENCY_ACCESS_UNKNOWN');
    await this.#database
      .insertInto('emergency_review')
      .values({ access: id, outcome, text, account })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const reviewed = toAccess(await access.executeTakeFirstOrThrow());
    const isSame = reviewed.review?.outcome === outcome && reviewed.review.text === text;
    if (!isSame) throw new CodedError('EMERGENCY_ACCESS_REVIEWED');
    return reviewed;
  }

  /** How many reviews are overdue, by agency. */
  async countOverdue(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#database
      .selectFrom('emergency_access_state')
      .select(['agency', sql<number>`count(*)::integer`.as('overdue')])
      .where('reviewed_at', 'is', null)
      .where(isOverdue)
      .groupBy('agency')
      .orderBy('agency')
      .execute();
    return new Map(rows.map(({ agency, overdue }) => [agency, overdue]));
  }

  #accessesOf(agency: string) {
    return this.#database.selectFrom('emergency_access_state').selectAll().where('agency', '=', agency);
  }
}

const isOverdue = sql<boolean>`review_due_at < now()`;

function isAfter(id: string) {
  return sql<boolean>`(started_at, id) > (SELECT started_at, id FROM emergency_access WHERE id = ${id}::uuid)`;
}
