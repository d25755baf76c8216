import { type Scheme, Unauthenticated } from './unauthenticated.ts';

/** An access token and how it was sent. */
export interface Credentials {
  readonly scheme: Scheme;
  readonly token: string;
}

/**
 * Reads `Authorization`.
 * @throws Unauthenticated
 * @see RFC 6750, section 2.1; RFC 9449, section 7.1
 */
export function readCredentials(authorization: string): Credentials {
  const [, scheme = '', token] = /^(Bearer|DPoP) +([\w.~+/-]+=*) *$/i.exec(authorization) ?? [];
  if (token === undefined) throw new Unauthenticated('send an access token as Authorization: Bearer or DPoP');
  return { scheme: scheme.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer', token };
}
