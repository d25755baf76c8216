import type { IncomingMessage } from 'node:http';
import type { JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { OperatorError } from '../operator-error.ts';
import { CLOCK_TOLERANCE_SECONDS, createTokenVerification } from './access-token.ts';
import type { Caller } from './caller.ts';
import { openProviderKeys } from './provider-keys.ts';
import { ClaimFault, readCaller } from './read-caller.ts';
import { type Scheme, Unauthenticated } from './unauthenticated.ts';

/** Tells who sends requests. */
export interface Authentication {
  /**
   * Reads nothing but headers. A token that was verified before costs one look-up, and no turn of the event loop.
   * @returns undefined where anyone may ask
   * @throws Unauthenticated, SIGN_IN_UNAVAILABLE
   */
  authenticate(request: IncomingMessage): Caller | undefined | Promise<Caller>;
  close(): Promise<void>;
}

export type AuthenticationConfig = Pick<Config, 'issuer' | 'audience' | 'claimNames' | 'allowAnonymous'>;

/** @throws OperatorError when the configuration does not say who may ask */
export function openAuthentication(config: AuthenticationConfig, log: Log): Authentication {
  const { issuer, allowAnonymous } = config;
  if (issuer !== undefined && allowAnonymous) {
    throw new OperatorError('GATEWAY_ISSUER and GATEWAY_ALLOW_ANONYMOUS exclude each other. Set one of them.');
  }
  if (issuer !== undefined) return openSignIn({ ...config, issuer }, log);
  log.warn('ANYONE MAY ASK: GATEWAY_ALLOW_ANONYMOUS is set, and nobody has to sign in');
  return { authenticate: () => undefined, close: async () => {} };
}

/** The most that is kept of verified tokens, in characters. A token has about a thousand. */
const MAX_KEPT_CHARACTERS = 16_777_216;

interface VerifiedToken {
  readonly caller: Caller;
  /** Milliseconds since 1970 */
  readonly expiresAt: number;
}

function openSignIn(config: AuthenticationConfig & { readonly issuer: string }, log: Log): Authentication {
  /** By the whole header: a text that was verified once needs no parsing either. */
  const verified = new LRUCache<string, VerifiedToken>({
    maxSize: MAX_KEPT_CHARACTERS,
    sizeCalculation: (_token, header) => header.length,
  });
  const keys = openProviderKeys({ issuer: config.issuer, log, onChange: () => verified.clear() });
  const verify = createTokenVerification(config, keys);

  async function signIn(header: string): Promise<Caller> {
    const { scheme, token } = readAuthorization(header);
    const payload = await verify(token, scheme);
    const caller = callerOf(payload, scheme);
    verified.set(header, { caller, expiresAt: (Number(payload.exp) + CLOCK_TOLERANCE_SECONDS) * 1000 });
    return caller;
  }

  function callerOf(payload: JWTPayload, scheme: Scheme): Caller {
    try {
      if (payload['cnf'] !== undefined) throw new ClaimFault('the access token is bound to a key');
      return readCaller(payload, config.claimNames);
    } catch (error) {
      if (!(error instanceof ClaimFault)) throw error;
      throw new Unauthenticated(error.message, { scheme, error: 'invalid_token' });
    }
  }

  return {
    authenticate({ headers: { authorization } }) {
      if (authorization === undefined) throw new Unauthenticated('send an access token');
      const known = verified.get(authorization);
      return known && Date.now() < known.expiresAt ? known.caller : signIn(authorization);
    },
    close: () => keys.close(),
  };
}

interface Credentials {
  readonly scheme: Scheme;
  readonly token: string;
}

/** @see RFC 6750, section 2.1; RFC 9449, section 7.1 */
function readAuthorization(header: string): Credentials {
  const [, scheme = '', token] = /^(Bearer|DPoP) +([\w.~+/-]+=*) *$/i.exec(header) ?? [];
  if (token === undefined) throw new Unauthenticated('send an access token as Authorization: Bearer or DPoP');
  return { scheme: scheme.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer', token };
}
