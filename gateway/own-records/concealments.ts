import DataLoader from 'dataloader';
import { sql } from 'kysely';
import type { LedgerDatabase } from '../ledger/ledger-database.ts';
import type { RunOnLedger } from './run-on-ledger.ts';

/** That an authority keeps the records of a dossier back from the citizens for a time. */
export interface Concealment {
  readonly agency: string;
  readonly dossier: string;
  /** The order that it rests on. */
  readonly document: string;
  readonly account: string;
  readonly client: string;
  /** From 1 to `MAX_CONCEALED_DAYS`. */
  readonly days: number;
}

export const MAX_CONCEALED_DAYS = 180;

/** What is kept back for a time, in the gateway's database. Throws LEDGER_UNAVAILABLE. */
export class Concealments {
  readonly #database: LedgerDatabase;
  readonly #run: RunOnLedger;
  readonly #counts: DataLoader<readonly string[], number>;

  constructor(database: LedgerDatabase, run: RunOnLedger) {
    this.#database = database;
    this.#run = run;
    this.#counts = new DataLoader((keys) => run(countConcealed(database, keys)), { cache: false, maxBatchSize: 50 });
  }

  /** @returns until when */
  async add({ agency, dossier, document, account, client, days }: Concealment): Promise<string> {
    const insert = sql<{ readonly until: string }>`
      INSERT INTO concealment (agency, dossier, document, account, client, until)
      VALUES (${agency}, ${dossier}, ${document}, ${account}, ${client}, now() + make_interval(hours => ${days * 24}::integer))
      RETURNING until
    `;
    const { rows } = await this.#run(insert.execute(this.#database));
    return rows[0]?.until ?? '';
  }

  /**
   * How many records about a citizen are kept back just now.
   * @param subjects  numbers of one citizen
   */
  async count(subjects: readonly string[]): Promise<number> {
    return await this.#counts.load(subjects);
  }
}

async function countConcealed(database: LedgerDatabase, keys: readonly (readonly string[])[]): Promise<number[]> {
  const wanted = keys.flatMap((subjects, position) => subjects.map((subject) => ({ position, subject })));
  const { rows } = await sql<{ readonly position: number; readonly count: number }>`
    SELECT wanted.position, count(*) AS count
    FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS wanted (position integer, subject text)
    JOIN ledger_record ON ledger_record.subject = wanted.subject
    WHERE ledger_record.at > now() - INTERVAL '365 days' AND is_concealed(ledger_record)
    GROUP BY wanted.position
  `.execute(database);
  const counts = new Map(rows.map(({ position, count }) => [position, Number(count)]));
  return keys.map((_, position) => counts.get(position) ?? 0);
}
