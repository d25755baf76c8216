import { bulkhead } from 'cockatiel';
import { type Patterns, readPatterns } from '../../schema/audit/patterns.ts';
import { CodedError } from '../../schema/coded-error.ts';
import { type FeeSchedule, readFeeSchedule } from '../../schema/fees/fee-schedule.ts';
import { type FeeQuestion, type FeeStatement, readFeeStatements } from '../fees/fee-statements.ts';
import { periodOf } from '../fees/month.ts';
import { listArchivedDays, nameDays, readCompleteFrom } from '../ledger/archive/archived-days.ts';
import { type LedgerDatabase, openLedgerDatabase } from '../ledger/ledger-database.ts';
import type { Period } from '../ledger/period.ts';
import { Editions, type StoredRecord } from '../ledger/read-records.ts';
import type { Log } from '../log.ts';
import { createRunOnLedger, type RunOnLedger } from '../own-records/run-on-ledger.ts';
import { findUnusual, type UnusualQuestion } from './find-unusual.ts';
import { type DisclosurePage, type DisclosureSearch, findRecord, searchDisclosures } from './search-disclosures.ts';
import type { UnusualDay } from './unusual-day.ts';

/** What those who supervise read of the ledger, the same for all requests. Everything throws LEDGER_UNAVAILABLE. */
export class Audit {
  readonly schedule: FeeSchedule = readFeeSchedule();
  readonly patterns: Patterns = readPatterns();
  readonly #database: LedgerDatabase;
  readonly #editions: Editions;
  readonly #runOnLedger: RunOnLedger;
  /** As many as there are connections, so that nobody waits for one against its time limit. */
  readonly #turns = bulkhead(MAX_CONNECTIONS, MAX_WAITING);

  /** @param url  of the gateway's own database */
  constructor(url: string, log: Log) {
    this.#database = openLedgerDatabase(url, MAX_CONNECTIONS, log);
    this.#editions = new Editions(this.#database);
    this.#runOnLedger = createRunOnLedger(log);
  }

  /**
   * @param at  when the record was made, in milliseconds since the epoch
   * @throws LEDGER_ARCHIVED
   */
  findRecord(id: string, at: number): Promise<StoredRecord | undefined> {
    const period = { begin: new Date(at), end: new Date(at + 1) };
    return this.#readWhole(period, () => findRecord(this.#database, this.#editions, id, at));
  }

  searchDisclosures(search: DisclosureSearch): Promise<DisclosurePage> {
    return this.#run(() => searchDisclosures(this.#database, this.#editions, search));
  }

  /** @returns the moment from which on `searchDisclosures` finds all records; null where none ever left the table */
  readCompleteFrom(): Promise<string | null> {
    return this.#run(() => readCompleteFrom(this.#database));
  }

  /** @throws LEDGER_ARCHIVED */
  findUnusual(question: UnusualQuestion): Promise<UnusualDay[]> {
    return this.#readWhole(question.period, () => findUnusual(this.#database, this.#editions, this.patterns, question));
  }

  /** @throws LEDGER_ARCHIVED */
  feeStatements(question: Pick<FeeQuestion, 'month' | 'payer'>): Promise<FeeStatement[]> {
    return this.#readWhole(periodOf(question.month), () =>
      readFeeStatements(this.#database, this.#editions, this.schedule, question),
    );
  }

  close(): Promise<void> {
    return this.#database.destroy();
  }

  /** @throws LEDGER_ARCHIVED when days of the period left the table before all of it was read */
  #readWhole<Result>(period: Period, read: () => Promise<Result>): Promise<Result> {
    return this.#run(async () => {
      const result = await read();
      const archived = await listArchivedDays(this.#database, period);
      if (archived.length > 0) throw new CodedError('LEDGER_ARCHIVED', { days: nameDays(archived) });
      return result;
    });
  }

  #run<Result>(read: () => Promise<Result>): Promise<Result> {
    return this.#runOnLedger(this.#turns.execute(read));
  }
}

/** Supervisors wait for each other rather than make anybody else wait. */
const MAX_CONNECTIONS = 2;
/** Beyond it a question is LEDGER_UNAVAILABLE. */
const MAX_WAITING = 100;
