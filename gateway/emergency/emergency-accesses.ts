import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { CodedError } from '../../schema/coded-error.ts';
import type { GatewayDatabase } from '../database/gateway-database.ts';
import type { Log } from '../log.ts';
import type { EmergencyAccess, EmergencyReason } from './emergency-access.ts';
import { toAccess } from './to-access.ts';

/** What is recorded when somebody opens a citizen's data in an emergency. */
export interface EmergencyAccessInput extends EmergencyHolder {
  readonly subject: string;
  readonly dossier: string;
  readonly client: string;
  readonly reason: EmergencyReason;
  readonly text: string;
  readonly opens: string[];
}

/** Whose an access is, and what for. */
export interface EmergencyHolder {
  readonly agency: string;
  readonly account: string;
  readonly purpose: string;
}

/** How many accesses an account may start. */
export interface EmergencyLimits {
  /** That are live at a time. */
  readonly maxLive: number;
  /** Within 24 hours. */
  readonly maxDaily: number;
}

/** Accesses in emergencies, in the gateway's database and by its clock. It rejects when the database cannot tell. */
export class EmergencyAccesses {
  readonly #database: GatewayDatabase;
  readonly #limits: EmergencyLimits;
  readonly #log: Log;

  constructor(database: GatewayDatabase, limits: EmergencyLimits, log: Log) {
    this.#database = database;
    this.#limits = limits;
    this.#log = log;
  }

  /**
   * Records an access, which is live for 60 minutes from then on, and tells the log, so that the supervisor can be told
   * at once. The same once more is the same access.
   * @throws EMERGENCY_LIMIT_REACHED
   */
  async start(input: EmergencyAccessInput): Promise<EmergencyAccess> {
    const { agency, account } = input;
    const { access, isNew } = await this.#database.transaction().execute(async (transaction) => {
      // What an account starts at the same time is counted one by one.
      const key = `emergency_access ${agency} ${account}`;
      await sql`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(transaction);
      const recent = await transaction
        .selectFrom('emergency_access_state')
        .selectAll()
        .where('agency', '=', agency)
        .where('account', '=', account)
        .where('started_at', '>', sql<string>`now() - INTERVAL '24 hours'`)
        .execute();
      const live = recent.filter(({ is_live }) => is_live);
      const same = live.find((row) => sameFields.every((field) => row[field] === input[field]));
      if (same) return { access: toAccess(same), isNew: false };
      this.#checkLimits(live.length, recent.length);
      const id = randomUUID();
      await transaction
        .insertInto('emergency_access')
        .values({ id, ...input })
        .execute();
      const started = transaction.selectFrom('emergency_access_state').selectAll().where('id', '=', id);
      return { access: toAccess(await started.executeTakeFirstOrThrow()), isNew: true };
    });
    const { id, reason } = access;
    if (isNew) this.#log.warn({ access: id, agency, reason }, 'an emergency access was started');
    return access;
  }

  /** Whether somebody may look at a citizen now. */
  async isLive({ agency, account, purpose }: EmergencyHolder, subject: string): Promise<boolean> {
    const live = await this.#database
      .selectFrom('emergency_access_state')
      .select('id')
      .where('agency', '=', agency)
      .where('account', '=', account)
      .where('purpose', '=', purpose)
      .where('subject', '=', subject)
      .where('is_live', '=', true)
      .limit(1)
      .execute();
    return live.length > 0;
  }

  #checkLimits(live: number, recent: number): void {
    const { maxLive, maxDaily } = this.#limits;
    if (live >= maxLive) throw new CodedError('EMERGENCY_LIMIT_REACHED', { limit: maxLive, period: 'at a time' });
    if (recent >= maxDaily) throw new CodedError('EMERGENCY_LIMIT_REACHED', { limit: maxDaily, period: 'in 24 hours' });
  }
}

const sameFields = ['subject', 'purpose', 'dossier', 'reason', 'text'] as const;
