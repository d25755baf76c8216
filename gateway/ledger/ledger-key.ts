import { readFile } from 'node:fs/promises';
import { readEd25519Key } from '../ed25519-key.ts';
import { errorCode } from '../error-code.ts';
import { OperatorError } from '../operator-error.ts';
import { createNoteSigner, type NoteSigner } from './signed-note.ts';

/**
 * Reads the key that checkpoints are signed with. All processes over one database have the same: who verifies knows the
 * ledger by it.
 * @param name  of the ledger
 * @param path  a private JSON Web Key, or PKCS #8 in PEM, of an Ed25519 key
 * @throws OperatorError when it holds none
 */
export async function readLedgerKey(name: string, path: string): Promise<NoteSigner> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new OperatorError(`${path} cannot be read (${errorCode(cause)}). Give the right path and permission.`, {
      cause,
    });
  });
  const key = readEd25519Key(text);
  if (!key)
    throw new OperatorError(
      `${path}: it holds no Ed25519 private key. Make one with: openssl genpkey -algorithm ed25519`,
    );
  return createNoteSigner(name, key.privateKey);
}
