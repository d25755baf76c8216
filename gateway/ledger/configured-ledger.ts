import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { readLedgerKey } from './ledger-key.ts';

type LedgerConfig = Pick<Config, 'databaseUrl' | 'ledgerKeyPath' | 'ledgerCheckpointsPath' | 'ledgerName'>;

/**
 * @returns undefined where something that it needs is not configured: then no graph with marks is served
 * @throws OperatorError when the key cannot be read
 */
export async function openConfiguredLedger(config: LedgerConfig, log: Log): Promise<Ledger | undefined> {
  const { databaseUrl, ledgerKeyPath, ledgerCheckpointsPath: checkpointsPath, ledgerName } = config;
  if (databaseUrl === undefined || ledgerKeyPath === undefined || checkpointsPath === undefined) return undefined;
  const signer = await readLedgerKey(ledgerName, ledgerKeyPath);
  return openLedger({ databaseUrl, signer, checkpointsPath, log });
}
