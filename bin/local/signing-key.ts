import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Makes a key for the calls of the gateway, in a file that only we may read. It is good for one run: ministries ask the
 * gateway for its public keys.
 * @param running  removes the file
 * @returns        its path
 */
export async function makeSigningKey(running: AsyncDisposableStack): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'citizen-graph-signing-'));
  running.defer(() => rm(directory, { recursive: true }));
  const path = join(directory, 'private.pem');
  const { privateKey } = generateKeyPairSync('ed25519');
  await writeFile(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return path;
}
