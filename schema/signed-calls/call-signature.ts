import { hash } from 'node:crypto';
import { writeSignatureBase } from './signature-base.ts';

/** What the signature of a call says of it. */
export interface CallSignature {
  /** When it was made, seconds since 1970. */
  readonly created: number;
  /** Until when it is valid, seconds since 1970; at most `LIFETIME_SECONDS` after it was made. */
  readonly expires: number;
  /** Never the same in two calls. */
  readonly nonce: string;
  readonly keyId: string;
  /** The ministry that is called, by its name in the supergraph. */
  readonly ministry: string;
}

/** The headers that are signed, and the method. A URL is not: a proxy before the ministry may change it. */
export interface SignedHead {
  readonly method: string;
  readonly contentType: string;
  readonly contentDigest: string;
}

/** How long a signature is valid. */
export const LIFETIME_SECONDS = 60;

/**
 * The value of `Signature-Input` of a call, but for its label.
 * @see RFC 9421, section 4.1
 */
export function writeSignatureParameters({ created, expires, nonce, keyId, ministry }: CallSignature): string {
  return `("@method" "content-type" "content-digest");created=${created};expires=${expires};nonce="${nonce}";keyid="${keyId}";alg="ed25519";tag="citizen-graph/${ministry}"`;
}

/**
 * Reads what `writeSignatureParameters` wrote.
 * @returns undefined for any other form, though the standard may allow it: with one form there is one algorithm, one
 *          list of what is signed, and nothing to leave out
 */
export function readSignatureParameters(text: string): CallSignature | undefined {
  const [, created, expires, nonce, keyId, ministry] = form.exec(text) ?? [];
  if (nonce === undefined || keyId === undefined || ministry === undefined) return undefined;
  return { created: Number(created), expires: Number(expires), nonce, keyId, ministry };
}

const form =
  /^\("@method" "content-type" "content-digest"\);created=(\d{1,12});expires=(\d{1,12});nonce="([\w-]{16,64})";keyid="([\w.~:/-]{1,128})";alg="ed25519";tag="citizen-graph\/([a-z0-9-]{1,64})"$/;

/** The text that is signed. */
export function writeCallBase({ method, contentType, contentDigest }: SignedHead, parameters: string): string {
  const components = [
    ['@method', method],
    ['content-type', contentType],
    ['content-digest', contentDigest],
  ] as const;
  return writeSignatureBase(components, parameters);
}

/**
 * The value of `Content-Digest`.
 * @see RFC 9530, section 2
 */
export function writeContentDigest(body: string | Buffer): string {
  return `sha-256=:${hash('sha256', body, 'base64')}:`;
}
