import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNoteSigner, type NoteSigner } from '../../gateway/ledger/signed-note.ts';

/** What a ledger keeps beside its database, as an operator makes it. */
export interface LedgerFiles {
  /** `GATEWAY_LEDGER_KEY` and `GATEWAY_LEDGER_CHECKPOINTS`. */
  readonly environment: Readonly<Record<string, string>>;
  /** `GATEWAY_LEDGER_NAME` for the same options. */
  readonly name: string;
  /** The same for `openLedger`. */
  readonly options: { readonly signer: NoteSigner; readonly checkpointsPath: string };
  readonly remove: () => Promise<void>;
}

export async function createLedgerFiles(): Promise<LedgerFiles> {
  const directory = await mkdtemp(join(tmpdir(), 'citizen-graph-ledger-'));
  const keyPath = join(directory, 'key.pem');
  const checkpointsPath = join(directory, 'checkpoints');
  const { privateKey } = generateKeyPairSync('ed25519');
  await writeFile(keyPath, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return {
    name: NAME,
    environment: { GATEWAY_LEDGER_KEY: keyPath, GATEWAY_LEDGER_CHECKPOINTS: checkpointsPath },
    options: { signer: createNoteSigner(NAME, privateKey), checkpointsPath },
    remove: () => rm(directory, { recursive: true }),
  };
}

const NAME = 'citizen-graph.example/ledger';
