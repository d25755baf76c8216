import { readConfig } from '../../gateway/config.ts';
import type { LedgerDatabase, LedgerTables } from '../../gateway/ledger/ledger-database.ts';
import { readLedgerKey } from '../../gateway/ledger/ledger-key.ts';
import type { NoteVerifier } from '../../gateway/ledger/signed-note.ts';
import { openDatabase } from '../../postgres/open-database.ts';
import { CommandError } from '../local/command-error.ts';
import { locateLedgerFiles } from '../local/ledger-files.ts';
import { describeGatewayDatabase } from '../local/make-gateway-database.ts';
import { findLocalServer } from '../local/postgres/local-server.ts';
import { chooseDataDirectory } from '../local/start-options.ts';

/** A ledger as it lies in its database and beside it. */
export interface StoredLedger {
  readonly database: LedgerDatabase;
  /** Undefined where the private key is not here. */
  readonly verifier: NoteVerifier | undefined;
  /** The file of checkpoints; undefined where none is known. */
  readonly checkpointsPath: string | undefined;
  readonly close: () => Promise<void>;
}

/**
 * Opens the database of the same ledger by the login that owns its tables.
 * @throws CommandError when there is none
 */
export async function openAsOwner(data: string | undefined): Promise<LedgerDatabase> {
  const { databaseUrl, migrationDatabaseUrl } = readConfig();
  if (databaseUrl === undefined) {
    const server = await findLocalServer(data ?? (await chooseDataDirectory()));
    const { database, migrator } = describeGatewayDatabase(server);
    return openPatiently(server.urlOf(database, migrator));
  }
  if (migrationDatabaseUrl === undefined) {
    throw new CommandError('Set GATEWAY_MIGRATION_DATABASE_URL to the login that owns the tables.');
  }
  return openPatiently(migrationDatabaseUrl);
}

/**
 * Finds the ledger of the gateway that the environment configures, or else of a running `npm start`.
 * @param data  the data directory of `npm start`; undefined for the usual one
 * @throws CommandError when there is none
 */
export async function openStoredLedger(data: string | undefined): Promise<StoredLedger> {
  const { databaseUrl, ledgerKeyPath, ledgerCheckpointsPath, ledgerName } = readConfig();
  if (databaseUrl !== undefined) return await open(databaseUrl, ledgerName, ledgerKeyPath, ledgerCheckpointsPath);
  const directory = data ?? (await chooseDataDirectory());
  const { keyPath, checkpointsPath } = locateLedgerFiles(directory);
  const server = await findLocalServer(directory);
  const { database, app } = describeGatewayDatabase(server);
  return await open(server.urlOf(database, app), ledgerName, keyPath, checkpointsPath);
}

async function open(
  url: string,
  name: string,
  keyPath: string | undefined,
  checkpointsPath: string | undefined,
): Promise<StoredLedger> {
  const verifier = keyPath === undefined ? undefined : (await readLedgerKey(name, keyPath)).verifier;
  const database = openPatiently(url);
  return { database, verifier, checkpointsPath, close: () => database.destroy() };
}

/** What looks through all of it may take its time. */
function openPatiently(url: string): LedgerDatabase {
  return openDatabase<LedgerTables>(url, { maxConnections: 2, statementTimeoutMs: 0 });
}
