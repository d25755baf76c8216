import { type Patterns, readPatterns } from '../../schema/audit/patterns.ts';
import { type FeeSchedule, readFeeSchedule } from '../../schema/fees/fee-schedule.ts';
import { type FeeQuestion, type FeeStatement, readFeeStatements } from '../fees/fee-statements.ts';
import { type LedgerDatabase, openLedgerDatabase } from '../ledger/ledger-database.ts';
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
  readonly #run: RunOnLedger;

  /** @param url  of the gateway's own database */
  constructor(url: string, log: Log) {
    this.#database = openLedgerDatabase(url, MAX_CONNECTIONS, log);
    this.#editions = new Editions(this.#database);
    this.#run = createRunOnLedger(log);
  }

  /** @param at  when the record was made, in milliseconds since the epoch */
  findRecord(id: string, at: number): Promise<StoredRecord | undefined> {
    return this.#run(findRecord(this.#database, this.#editions, id, at));
  }

  searchDisclosures(search: DisclosureSearch): Promise<DisclosurePage> {
    return this.#run(searchDisclosures(this.#database, this.#editions, search));
  }

  findUnusual(question: UnusualQuestion): Promise<UnusualDay[]> {
    return this.#run(findUnusual(this.#database, this.#editions, this.patterns, question));
  }

  feeStatements(question: FeeQuestion): Promise<FeeStatement[]> {
    return this.#run(readFeeStatements(this.#database, this.#editions, this.schedule, question));
  }

  close(): Promise<void> {
    return this.#database.destroy();
  }
}

/** Supervisors wait for each other rather than make anybody else wait. */
const MAX_CONNECTIONS = 2;
