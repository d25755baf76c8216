import { createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyIdOf } from '../../schema/signed-calls/key-id.ts';

/** Files of a gateway's keys, as an operator makes them. */
export interface SigningKeyFiles {
  /** For `GATEWAY_SIGNING_KEY`. */
  readonly privateKeyPath: string;
  /** For `<NAME>_GATEWAY_KEYS`. */
  readonly publicKeysPath: string;
  readonly key: TestKey;
  /** Writes another private key. */
  readonly rotate: () => Promise<TestKey>;
  /** Says which public keys there are. */
  readonly publish: (...keys: readonly TestKey[]) => Promise<void>;
  readonly remove: () => Promise<void>;
}

export interface TestKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicJwk: JsonWebKey;
}

/** A new key, and a set of public keys that holds it. */
export async function createSigningKeyFiles(): Promise<SigningKeyFiles> {
  const directory = await mkdtemp(join(tmpdir(), 'citizen-graph-signing-'));
  const privateKeyPath = join(directory, 'private.pem');
  const publicKeysPath = join(directory, 'public.json');
  const rotate = async (): Promise<TestKey> => {
    const key = createTestKey();
    await writeFile(privateKeyPath, key.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    return key;
  };
  const publish = async (...keys: readonly TestKey[]): Promise<void> => {
    await writeFile(publicKeysPath, JSON.stringify({ keys: keys.map(({ publicJwk }) => publicJwk) }));
  };
  const key = await rotate();
  await publish(key);
  return {
    privateKeyPath,
    publicKeysPath,
    key,
    rotate,
    publish,
    remove: () => rm(directory, { recursive: true }),
  };
}

export function createTestKey(): TestKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  const publicJwk = createPublicKey(privateKey).export({ format: 'jwk' });
  return { id: keyIdOf(publicJwk), privateKey, publicJwk };
}
