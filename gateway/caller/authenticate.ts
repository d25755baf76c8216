import type { IncomingMessage } from 'node:http';
import { LRUCache } from 'lru-cache';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { OperatorError } from '../operator-error.ts';
import { CLOCK_TOLERANCE_SECONDS, createTokenVerification } from './access-token.ts';
import type { Caller } from './caller.ts';
import { type Confirm, type ConfirmationConfig, createConfirmations } from './confirmation.ts';
import { type Credentials, readCredentials } from './credentials.ts';
import { openProviderKeys } from './provider-keys.ts';
import { readCaller } from './read-caller.ts';
import { TokenFault, Unauthenticated } from './unauthenticated.ts';

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

export type AuthenticationConfig = Pick<Config, 'issuer' | 'audience' | 'claimNames' | 'allowAnonymous'> &
  ConfirmationConfig;

/** @throws OperatorError when the configuration does not say who may ask */
export function openAuthentication(config: AuthenticationConfig, log: Log): Authentication {
  const { issuer, allowAnonymous } = config;
  if (issuer !== undefined && allowAnonymous) {
    throw new OperatorError('GATEWAY_ISSUER and GATEWAY_ALLOW_ANONYMOUS exclude each other. Set one of them.');
  }
  if (issuer !== undefined) return openSignIn({ ...config, issuer }, log);
  if (!allowAnonymous) {
    throw new OperatorError(
      'Nobody could ask: set GATEWAY_ISSUER to the OpenID provider whose access tokens are to be taken, or, for a ' +
        'supergraph without marks alone, GATEWAY_ALLOW_ANONYMOUS=true.',
    );
  }
  log.warn('ANYONE MAY ASK: GATEWAY_ALLOW_ANONYMOUS is set, and nobody has to sign in');
  return { authenticate: () => undefined, close: async () => {} };
}

/** The most that is kept of verified tokens, in characters. A token has about a thousand. */
const MAX_KEPT_CHARACTERS = 16_777_216;

interface VerifiedToken {
  readonly caller: Caller;
  /** Undefined when the token is bound to no key. */
  readonly confirm: Confirm | undefined;
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
  const readConfirmation = createConfirmations(config);

  async function signIn(authorization: string, request: IncomingMessage): Promise<Caller> {
    const credentials = readCredentials(authorization);
    const token = await read(credentials).catch((error: unknown) => {
      if (!(error instanceof TokenFault)) throw error;
      throw new Unauthenticated(error.message, { scheme: credentials.scheme, error: 'invalid_token' });
    });
    verified.set(authorization, token);
    return await confirmed(token, request);
  }

  async function read(credentials: Credentials): Promise<VerifiedToken> {
    const payload = await verify(credentials.token);
    return {
      caller: readCaller(payload, config.claimNames),
      confirm: readConfirmation(payload['cnf'], credentials),
      expiresAt: (Number(payload.exp) + CLOCK_TOLERANCE_SECONDS) * 1000,
    };
  }

  return {
    authenticate(request) {
      const { authorization } = request.headers;
      if (authorization === undefined) throw new Unauthenticated('send an access token');
      const known = verified.get(authorization);
      if (!known || Date.now() >= known.expiresAt) return signIn(authorization, request);
      return known.confirm ? confirmed(known, request) : known.caller;
    },
    close: () => keys.close(),
  };
}

async function confirmed({ caller, confirm }: VerifiedToken, request: IncomingMessage): Promise<Caller> {
  await confirm?.(request);
  return caller;
}
