import DataLoader from 'dataloader';
import type { Label } from '../../schema/purposes/purpose.ts';
import { readCompleteFrom } from '../ledger/archive/archived-days.ts';
import { type LedgerDatabase, openLedgerDatabase } from '../ledger/ledger-database.ts';
import { Editions } from '../ledger/read-records.ts';
import type { Log } from '../log.ts';
import { Concealments } from './concealments.ts';
import { FormerNumbers } from './former-numbers.ts';
import { InclusionProofs } from './inclusion-proofs.ts';
import { RecordLists } from './record-lists.ts';
import { createRunOnLedger } from './run-on-ledger.ts';

/** What citizens read of the ledger: who was told what about them. The same for all requests. */
export interface OwnRecords {
  readonly lists: RecordLists;
  readonly proofs: InclusionProofs;
  readonly concealments: Concealments;
  readonly formerNumbers: FormerNumbers;
  readonly names: Names;
  /** @returns the moment from which on `lists` has all records; null where none ever left the table */
  readonly readCompleteFrom: () => Promise<string | null>;
  close(): Promise<void>;
}

/** What things are called in the graph of today; undefined for what it no longer has. */
export interface Names {
  readonly ofField: (coordinate: string) => Label | undefined;
  readonly ofPurpose: (code: string) => Label | undefined;
}

/** Reading has connections of its own, so that it never waits for what is written, nor that for it. */
const MAX_CONNECTIONS = 2;

/** @param url  of the gateway's own database */
export function openOwnRecords(url: string, names: Names, log: Log): OwnRecords {
  const database: LedgerDatabase = openLedgerDatabase(url, MAX_CONNECTIONS, log);
  const run = createRunOnLedger(log);
  // Those who ask together need the answer once.
  const completeFrom = new DataLoader<'all', string | null>(
    async (asked) => {
      const from = await run(readCompleteFrom(database));
      return asked.map(() => from);
    },
    { cache: false },
  );
  return {
    lists: new RecordLists(database, new Editions(database), run),
    proofs: new InclusionProofs(database, run),
    concealments: new Concealments(database, run),
    formerNumbers: new FormerNumbers(),
    names,
    readCompleteFrom: () => completeFrom.load('all'),
    close: () => database.destroy(),
  };
}
