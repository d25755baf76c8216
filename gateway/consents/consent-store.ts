import { type Insertable, type Selectable, sql, type Transaction } from 'kysely';
import { CodedError } from '../../schema/coded-error.ts';
import type {
  ConsentEventRow,
  ConsentRow,
  GatewayDatabase,
  GatewayTables,
  ObjectionRow,
} from '../database/gateway-database.ts';
import { createUuidV7, isUuid } from '../uuid-v7.ts';
import type { RunOnStore } from './run-on-store.ts';

export type ConsentEvent = Selectable<ConsentEventRow>;
export type NewConsentEvent = Insertable<ConsentEventRow>;
export type Objection = Selectable<ObjectionRow>;

/** One call, by which its repetition is known. */
export interface Call {
  readonly account: string;
  readonly client: string;
  /** Chosen by the caller. */
  readonly key: string;
  /** What it asks for. */
  readonly digest: string;
}

/** Consents in the gateway's database. Each method throws CONSENT_UNAVAILABLE when the database does not do it. */
export class ConsentStore {
  readonly #database: GatewayDatabase;
  readonly #run: RunOnStore;

  constructor(database: GatewayDatabase, run: RunOnStore) {
    this.#database = database;
    this.#run = run;
  }

  async find(id: string): Promise<ConsentRow | undefined> {
    if (!isUuid(id)) return undefined;
    return await this.#run(this.#database.selectFrom('consent').selectAll().where('id', '=', id).executeTakeFirst());
  }

  /**
   * Changes what a citizen has consented to: all or nothing, and one change of the same citizen after the other, so that
   * what a change reads stays so until it is made.
   */
  async change<Result>(subject: string, run: (change: ConsentChange) => Promise<Result>): Promise<Result> {
    return await this.#run(
      this.#database.transaction().execute(async (transaction) => {
        await sql`SELECT pg_advisory_xact_lock(hashtextextended(${subject}, 0))`.execute(transaction);
        const { rows } = await sql<{ now: string }>`SELECT now()`.execute(transaction);
        const now = new Date(rows[0]?.now ?? Date.now());
        return await run(new ConsentChange(transaction, subject, now));
      }),
    );
  }
}

/** A change of one citizen's consents that is under way. */
export class ConsentChange {
  readonly subject: string;
  /** By the clock of the database: the same for all that the change writes. */
  readonly now: Date;
  readonly #transaction: Transaction<GatewayTables>;

  constructor(transaction: Transaction<GatewayTables>, subject: string, now: Date) {
    this.#transaction = transaction;
    this.subject = subject;
    this.now = now;
  }

  /** @throws CONSENT_UNKNOWN for what is not this citizen's */
  async get(id: string): Promise<ConsentRow> {
    const query = this.#transaction.selectFrom('consent').selectAll();
    const found = await query.where('id', '=', id).where('subject', '=', this.subject).executeTakeFirst();
    if (!found) throw new CodedError('CONSENT_UNKNOWN');
    return found;
  }

  /**
   * The consent that an earlier call with the same key was about.
   * @throws CONSENT_KEY_REUSED when that call asked for something else
   */
  async findRepeated({ account, client, key, digest }: Call): Promise<ConsentRow | undefined> {
    const event = await this.#transaction
      .selectFrom('consent_event')
      .select(['consent', 'call_digest'])
      .where('account', '=', account)
      .where('client', '=', client)
      .where('call_key', '=', key)
      .executeTakeFirst();
    if (!event) return undefined;
    if (event.call_digest !== digest) throw new CodedError('CONSENT_KEY_REUSED');
    return await this.get(event.consent);
  }

  /** Requests of an agency that the citizen has not answered and still can. */
  async countOpenRequests(agency: string): Promise<number> {
    return await this.#count(['requested'], 'answer_until', agency);
  }

  /** Consents that hold, or will. */
  async countConsents(): Promise<number> {
    return await this.#count(['given'], 'valid_until');
  }

  /** What an agency has been given or has asked for, and that has not ended. */
  async listOpen(agency: string): Promise<readonly ConsentRow[]> {
    return await this.#transaction
      .selectFrom('consent')
      .selectAll()
      .where('subject', '=', this.subject)
      .where('agency', '=', agency)
      .where('state', 'in', ['requested', 'given'])
      .execute();
  }

  async isObjectedTo(agency: string): Promise<boolean> {
    return (await this.findObjection(agency))?.kind === 'raised';
  }

  /** The latest row, which says how it stands. */
  async findObjection(agency: string): Promise<Objection | undefined> {
    return await this.#transaction
      .selectFrom('processing_objection')
      .selectAll()
      .where('subject', '=', this.subject)
      .where('agency', '=', agency)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
  }

  async addObjection(objection: Omit<Insertable<ObjectionRow>, 'id' | 'subject' | 'at'>): Promise<Objection> {
    return await this.#transaction
      .insertInto('processing_objection')
      .values({ ...objection, id: createUuidV7(), subject: this.subject, at: this.now.toISOString() })
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  /** Keeps a text that the citizen was shown; once, however often it is shown. */
  async keepNotice(notice: { readonly hash: string; readonly language: 'vi' | 'en'; readonly text: string }) {
    await this.#transaction
      .insertInto('consent_notice')
      .values(notice)
      .onConflict((conflict) => conflict.column('hash').doNothing())
      .execute();
  }

  /** Adds an event, which makes the consent what it is from now on. */
  async append(event: Omit<NewConsentEvent, 'subject' | 'at'>): Promise<ConsentRow> {
    const { subject } = this;
    await this.#transaction
      .insertInto('consent_event')
      .values({ ...event, subject, at: this.now.toISOString() })
      .execute();
    return await this.get(event.consent);
  }

  async #count(states: ConsentRow['state'][], until: 'answer_until' | 'valid_until', agency?: string): Promise<number> {
    let query = this.#transaction
      .selectFrom('consent')
      .select((expression) => expression.fn.countAll<number>().as('count'))
      .where('subject', '=', this.subject)
      .where('state', 'in', states)
      .where(until, '>', this.now.toISOString());
    if (agency !== undefined) query = query.where('agency', '=', agency);
    return (await query.executeTakeFirstOrThrow()).count;
  }
}
