import type { Label } from '../../schema/purposes/purpose.ts';
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
  return {
    lists: new RecordLists(database, new Editions(database), run),
    proofs: new InclusionProofs(database, run),
    concealments: new Concealments(database, run),
    formerNumbers: new FormerNumbers(),
    names,
    close: () => database.destroy(),
  };
}
