import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { keyIdOf } from '../../../schema/signed-calls/key-id.ts';
import { readEd25519Key } from '../../ed25519-key.ts';
import type { Log } from '../../log.ts';
import { OperatorError } from '../../operator-error.ts';
import { openWatchedFile } from '../../watch-file.ts';

export interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicJwk: JsonWebKey;
}

/** The gateway's own keys, which ministries know its calls by. */
export interface SigningKeys {
  /** The one to sign with. */
  readonly current: SigningKey;
  /**
   * What ministries are told: the current key, and for a while the one before, since calls that it signed are on their
   * way.
   * @see RFC 7517, section 5
   */
  readonly publicKeys: () => { readonly keys: readonly JsonWebKey[] };
  close(): void;
}

/**
 * Opens the file of the private key and follows it: when another key is written there, the next call is signed with it.
 * @param path  a private JSON Web Key, or PKCS #8 in PEM, of an Ed25519 key
 * @throws OperatorError when it holds none
 */
export async function openSigningKeys(path: string, log: Log): Promise<SigningKeys> {
  const file = await openWatchedFile<Generation>({
    path,
    prepare: async (text, before) => ({
      key: readSigningKey(text),
      previous: before && { key: before.key, publishedUntil: performance.now() + KEEP_PREVIOUS_MS },
    }),
    onReload: () => log.info({ keyId: file.current.key.id }, 'signing calls with a new key'),
    onRefusal: (error) => {
      const problem = error instanceof OperatorError ? error.message : 'it holds no key';
      log.error({ problem }, 'refused a new signing key, the one before is kept');
    },
  });
  return {
    get current() {
      return file.current.key;
    },
    publicKeys() {
      const { key, previous } = file.current;
      const isPublished = previous && previous.publishedUntil > performance.now();
      return { keys: isPublished ? [key.publicJwk, previous.key.publicJwk] : [key.publicJwk] };
    },
    close: () => file.close(),
  };
}

interface Generation {
  readonly key: SigningKey;
  readonly previous: { readonly key: SigningKey; readonly publishedUntil: number } | undefined;
}

/** Longer than any call is valid, and than processes that share the file take to see it change. */
const KEEP_PREVIOUS_MS = 5 * 60_000;

function readSigningKey(text: string): SigningKey {
  const key = readEd25519Key(text);
  if (!key) {
    throw new OperatorError('it holds no Ed25519 private key. Make one with: openssl genpkey -algorithm ed25519');
  }
  const { privateKey, jwk } = key;
  const publicJwk = createPublicKey(privateKey).export({ format: 'jwk' });
  const id = keyIdOf(jwk ?? publicJwk);
  return { id, privateKey, publicJwk: { ...publicJwk, kid: id, alg: 'EdDSA', use: 'sig' } };
}
