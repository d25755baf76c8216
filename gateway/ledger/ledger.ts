import { errorCode } from '../error-code.ts';
import { describeFault, type Log } from '../log.ts';
import { openCheckpointFile } from './checkpoint-file.ts';
import type { DisclosureRecord } from './disclosure-record.ts';
import type { Edition } from './edition.ts';
import { GroupCommit } from './group-commit.ts';
import { openLedgerDatabase } from './ledger-database.ts';
import { sealRecord } from './sealed-record.ts';
import { LedgerRewritten, Sequencer } from './sequencer.ts';
import type { NoteSigner } from './signed-note.ts';
import { createWriteRecords, openComingDays } from './write-records.ts';

/** What was told of whom, and to whom: written before it is told. */
export interface Ledger {
  /**
   * Writes records down, all or none of them.
   * @returns when they are durable
   * @throws  RECORD_UNAVAILABLE when nobody can say that they are: then nothing of it may be told
   */
  record(records: readonly DisclosureRecord[], edition: Edition): Promise<void>;
  /** Sequences and signs what is written, and closes. */
  close(): Promise<void>;
}

export interface LedgerOptions {
  /** Of the gateway's own database, by the login that may write. */
  readonly databaseUrl: string;
  readonly signer: NoteSigner;
  /** The file of checkpoints. */
  readonly checkpointsPath: string;
  readonly log: Log;
}

const MAX_RECORDS_IN_WRITE = 256;
const MAX_WRITES = 2;
/** A few hundred bytes each. */
const MAX_RECORDS_WAITING = 20_000;
const OPEN_DAYS_EVERY_MS = 6 * 60 * 60 * 1000;
/** A checkpoint comes at least each second while there is traffic. */
const SEQUENCE_EVERY_MS = 500;

/** Nothing is connected until the first records come, and the ledger goes on by itself when its database is back. */
export function openLedger({ databaseUrl, signer, checkpointsPath, log }: LedgerOptions): Ledger {
  const database = openLedgerDatabase(databaseUrl, MAX_WRITES + 1, log);
  const commit = new GroupCommit({
    write: createWriteRecords(database),
    maxItems: MAX_RECORDS_IN_WRITE,
    maxWrites: MAX_WRITES,
    maxWaiting: MAX_RECORDS_WAITING,
  });
  // Who meets a day without a partition makes it, so it is no matter when this fails.
  const openDays = (): void => void openComingDays(database).catch(() => {});
  openDays();
  const daysTimer = setInterval(openDays, OPEN_DAYS_EVERY_MS).unref();
  const sequencer = new Sequencer(database, signer, openCheckpointFile(checkpointsPath));
  const sequencing = repeatSequencing(sequencer, log);

  return {
    record: (records, edition) => commit.add(records.map((record) => sealRecord(record, edition))),
    async close() {
      clearInterval(daysTimer);
      await sequencing.close();
      await database.destroy();
    },
  };
}

interface Sequencing {
  /** Runs once more. */
  close(): Promise<void>;
}

/** A process takes up as well what one that was killed has left. */
function repeatSequencing(sequencer: Sequencer, log: Log): Sequencing {
  let problem: string | undefined;

  async function run(isLast = false): Promise<void> {
    try {
      while (await sequencer.run(isLast));
      if (problem) log.info('the ledger is signed again');
      problem = undefined;
    } catch (error) {
      const isRewritten = error instanceof LedgerRewritten;
      const now = isRewritten ? error.message : errorCode(error);
      if (now !== problem) report(log, error, isRewritten);
      problem = now;
    }
  }

  let running: Promise<void> | undefined;
  const start = (): void => {
    running ??= run().finally(() => {
      running = undefined;
    });
  };
  const timer = setInterval(start, SEQUENCE_EVERY_MS).unref();
  return {
    async close() {
      clearInterval(timer);
      await running;
      await run(true);
    },
  };
}

function report(log: Log, error: unknown, isRewritten: boolean): void {
  if (isRewritten)
    log.error('THE LEDGER DOES NOT CONTINUE WHAT WAS SIGNED, so nothing more is: npm run ledger -- verify');
  else log.error({ code: errorCode(error), fault: describeFault(error) }, 'the ledger cannot be signed just now');
}
