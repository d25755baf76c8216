import { AUDIENCE } from './sample-accounts.ts';

/** The gateway as a resource (RFC 8707). All tokens are for it. */
export const RESOURCE = 'urn:citizen-graph';

export const ACCESS_TOKEN_SECONDS = 15 * 60;

/** What tokens for the gateway are like: JWTs of RFC 9068. */
export const resourceServer = {
  scope: '',
  audience: AUDIENCE,
  accessTokenFormat: 'jwt',
  accessTokenTTL: ACCESS_TOKEN_SECONDS,
  jwt: { sign: { alg: 'ES256' } },
} as const;
