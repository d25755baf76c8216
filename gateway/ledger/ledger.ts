import type { Log } from '../log.ts';
import type { DisclosureRecord } from './disclosure-record.ts';
import type { Edition } from './edition.ts';
import { GroupCommit } from './group-commit.ts';
import { openLedgerDatabase } from './ledger-database.ts';
import { sealRecord } from './sealed-record.ts';
import { createWriteRecords, openComingDays } from './write-records.ts';

/** What was told of whom, and to whom: written before it is told. */
export interface Ledger {
  /**
   * Writes records down, all or none of them.
   * @returns when they are durable
   * @throws  RECORD_UNAVAILABLE when nobody can say that they are: then nothing of it may be told
   */
  record(records: readonly DisclosureRecord[], edition: Edition): Promise<void>;
  close(): Promise<void>;
}

const MAX_RECORDS_IN_WRITE = 256;
const MAX_WRITES = 2;
/** A few hundred bytes each. */
const MAX_RECORDS_WAITING = 20_000;
const OPEN_DAYS_EVERY_MS = 6 * 60 * 60 * 1000;

/** @param url  of the gateway's own database, by the login that may write */
export function openLedger(url: string, log: Log): Ledger {
  const database = openLedgerDatabase(url, MAX_WRITES + 1, log);
  const commit = new GroupCommit({
    write: createWriteRecords(database),
    maxItems: MAX_RECORDS_IN_WRITE,
    maxWrites: MAX_WRITES,
    maxWaiting: MAX_RECORDS_WAITING,
  });
  // Who meets a day without a partition makes it, so it is no matter when this fails.
  const openDays = (): void => void openComingDays(database).catch(() => {});
  openDays();
  const timer = setInterval(openDays, OPEN_DAYS_EVERY_MS).unref();

  return {
    record: (records, edition) => commit.add(records.map((record) => sealRecord(record, edition))),
    async close() {
      clearInterval(timer);
      await database.destroy();
    },
  };
}
