import type { Kysely } from 'kysely';
import { openDatabase } from '../../postgres/open-database.ts';
import { errorCode } from '../error-code.ts';
import type { Log } from '../log.ts';

/** The tables of the ledger, in the gateway's own database. */
export interface LedgerTables {
  ledger_edition: { id: number; hash: Buffer; content: string };
  ledger_record: {
    id: string;
    request: string;
    at: string;
    batch: number;
    edition: number;
    ordinal: number;
    relative: boolean;
    own: boolean;
    kind: string;
    outcome: string;
    role: string;
    agency: string | null;
    account: string;
    client: string;
    purpose: string | null;
    dossier: string | null;
    operation: string | null;
    details: string;
    subject: string | null;
    salt: Buffer | null;
    commitment: Buffer | null;
  };
  ledger_pending: { batch: number; leaf_hashes: Buffer };
  ledger_batch: { first_index: number; batch: number; leaf_hashes: Buffer };
  ledger_node: { level: number; index: number; hash: Buffer };
  ledger_archived_day: { day: string; records: number; archived_at: string };
  ledger_checkpoint: { size: number; at: string; note: string };
}

export type LedgerDatabase = Kysely<LedgerTables>;

/**
 * Opens a pool in which a commit is on the disk when it is answered, whatever the server's configuration says.
 * @param maxConnections  at once
 */
export function openLedgerDatabase(url: string, maxConnections: number, log: Log): LedgerDatabase {
  const durable = new URL(url);
  durable.searchParams.set('options', '-c synchronous_commit=on');
  return openDatabase<LedgerTables>(durable.href, {
    maxConnections,
    onConnectionLost: (error) => log.warn({ code: errorCode(error) }, 'a connection to the ledger’s database broke'),
  });
}
