import { hash, type JsonWebKey } from 'node:crypto';

/**
 * What an Ed25519 key is called: its `kid`, or else its thumbprint.
 * @see RFC 7638; RFC 8037, section 2
 */
export function keyIdOf({ crv, kid, kty, x }: JsonWebKey): string {
  return typeof kid === 'string' ? kid : hash('sha256', JSON.stringify({ crv, kty, x }), 'base64url');
}
