import { type Insertable, type Selectable, sql } from 'kysely';
import type { GatewayDatabase, RepresentationRow } from '../database/gateway-database.ts';
import { createUuidV7, isUuid } from '../uuid-v7.ts';
import type { RunOnStore } from './run-on-store.ts';

/** An authority to act for a citizen; `ended_at` where it was ended before its time. */
export type Representation = Selectable<RepresentationRow> & { readonly ended_at: string | null };

/** Authorities on record. Each method throws CONSENT_UNAVAILABLE. */
export class Representations {
  readonly #database: GatewayDatabase;
  readonly #run: RunOnStore;

  constructor(database: GatewayDatabase, run: RunOnStore) {
    this.#database = database;
    this.#run = run;
  }

  /** Whether somebody may act for a citizen now. */
  async holds(subject: string, representative: string): Promise<boolean> {
    const query = this.#select()
      .where('subject', '=', subject)
      .where('representative', '=', representative)
      .where('valid_from', '<=', sql<string>`now()`)
      .where('valid_until', '>', sql<string>`now()`)
      .where('ended_at', 'is', null);
    return (await this.#run(query.executeTakeFirst())) !== undefined;
  }

  async find(id: string): Promise<Representation | undefined> {
    if (!isUuid(id)) return undefined;
    return await this.#run(this.#select().where('id', '=', id).executeTakeFirst());
  }

  async add(representation: Omit<Insertable<RepresentationRow>, 'id'>): Promise<Representation> {
    const row = await this.#run(
      this.#database
        .insertInto('representation')
        .values({ ...representation, id: createUuidV7() })
        .returningAll()
        .executeTakeFirstOrThrow(),
    );
    return { ...row, ended_at: null };
  }

  /** Ends it now; what was ended before stays as it is. */
  async end(id: string, by: { readonly account: string; readonly agency: string }): Promise<void> {
    await this.#run(
      this.#database
        .insertInto('representation_end')
        .values({ representation: id, ended_by: by.account, agency: by.agency })
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    );
  }

  #select() {
    return this.#database
      .selectFrom('representation')
      .leftJoin('representation_end', 'representation_end.representation', 'representation.id')
      .selectAll('representation')
      .select('representation_end.ended_at');
  }
}
