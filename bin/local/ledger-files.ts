import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../../gateway/error-code.ts';

/** What the ledger keeps beside its database. */
export interface LocalLedgerFiles {
  /** The key that its checkpoints are signed with. It stays as long as the ledger does. */
  readonly keyPath: string;
  /** What it has signed. */
  readonly checkpointsPath: string;
}

/** Where they are in a data directory. */
export function locateLedgerFiles(data: string): LocalLedgerFiles {
  return { keyPath: join(data, 'ledger-key.pem'), checkpointsPath: join(data, 'ledger-checkpoints') };
}

/** Makes the key, where there is none, in a file that only we may read. */
export async function makeLedgerFiles(data: string): Promise<LocalLedgerFiles> {
  const files = locateLedgerFiles(data);
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  await writeFile(files.keyPath, pem, { mode: 0o600, flag: 'wx' }).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error;
  });
  return files;
}
