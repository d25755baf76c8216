import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { exportJWK, generateKeyPair, type JWK } from 'jose';

/** What the provider keeps from one start to the next, so that tokens and sessions outlive it. */
export interface SignInKeys {
  /** The private key that signs tokens: ES256. */
  readonly signing: JWK;
  /** What cookies are signed and account IDs derived with. */
  readonly secret: string;
}

/**
 * Reads the keys, or makes them.
 * @param file  only its owner may read it; undefined keeps the keys nowhere
 */
export async function getSignInKeys(file: string | undefined): Promise<SignInKeys> {
  if (file === undefined) return await createKeys();
  const kept = await readFile(file, 'utf8').catch(ifMissing);
  if (kept !== undefined) return JSON.parse(kept);
  const keys = await createKeys();
  await writeFile(file, JSON.stringify(keys), { mode: 0o600, flag: 'wx' });
  return keys;
}

/** What everybody may know of a key for ES256. */
export function publicPart({ kty, crv, x, y, alg, use, kid }: JWK): JWK {
  return Object.fromEntries(
    Object.entries({ kty, crv, x, y, alg, use, kid }).filter(([, value]) => value !== undefined),
  );
}

async function createKeys(): Promise<SignInKeys> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const signing = { ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: randomBytes(8).toString('hex') };
  return { signing, secret: randomBytes(32).toString('base64url') };
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
