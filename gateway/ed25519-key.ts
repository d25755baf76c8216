import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto';

export interface Ed25519Key {
  readonly privateKey: KeyObject;
  /** As it was given, where it was one. */
  readonly jwk: JsonWebKey | undefined;
}

/**
 * @param text  a private JSON Web Key, or PKCS #8 in PEM
 * @returns     undefined when it is no Ed25519 key
 */
export function readEd25519Key(text: string): Ed25519Key | undefined {
  try {
    const jwk: JsonWebKey | undefined = text.trimStart().startsWith('{') ? JSON.parse(text) : undefined;
    const privateKey = createPrivateKey(jwk ? { key: jwk, format: 'jwk' } : text);
    return privateKey.asymmetricKeyType === 'ed25519' ? { privateKey, jwk } : undefined;
  } catch {
    // What the parser says may repeat the key.
    return undefined;
  }
}
