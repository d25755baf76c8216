import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Makes the key that the gateway signs its calls with, in a file that only we may read. It is another at each start:
 * ministries ask the gateway for its public keys.
 * @param data     the data directory; undefined where there is none
 * @param running  removes the file
 * @returns        its path
 */
export async function makeSigningKey(data: string | undefined, running: AsyncDisposableStack): Promise<string> {
  const path = join(data ?? (await makeDirectory(running)), 'gateway-signing-key.pem');
  const { privateKey } = generateKeyPairSync('ed25519');
  await rm(path, { force: true });
  await writeFile(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  running.defer(() => rm(path, { force: true }));
  return path;
}

async function makeDirectory(running: AsyncDisposableStack): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'citizen-graph-signing-'));
  running.defer(() => rm(directory, { recursive: true }));
  return directory;
}
