import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import type { AgencyKind, Role } from '../../schema/callers.ts';

/** An OpenID provider of a test's own, on a port of 127.0.0.1. It knows nobody and signs everything. */
export interface TestIssuer {
  /** The value of `GATEWAY_ISSUER`. */
  readonly issuer: string;
  /**
   * An access token that is valid for an hour.
   * @param claims  beside, or instead of, those that every token has; one that is undefined is left out
   */
  token(claims?: Claims, header?: Readonly<Record<string, unknown>>): Promise<string>;
  /** Signs with a new key from now on, and no longer shows the one before. */
  rotateKey(): Promise<void>;
  /** The key with which it signs, as it shows it. */
  publicKey(): JWK;
  /** How often its keys were asked for. */
  keyRequests(): number;
  /** Whether it breaks every connection. */
  setDown(isDown: boolean): void;
  close(): Promise<void>;
}

export type Claims = Readonly<Record<string, unknown>>;

/** The default of `GATEWAY_AUDIENCE`. */
export const audience = 'citizen-graph';

const CITIZEN = '001085990001';

/** The claims of a made-up caller for each role; a clerk's unless told otherwise. */
export const sampleClaims = {
  clerk: worker('clerk', 'one-stop-shop'),
  portal: { ...worker('portal', 'portal'), personal_id: CITIZEN, act: { sub: 'client-portal' }, acr: eidLevel(2) },
  analyst: worker('analyst', 'statistics'),
  citizen: { sub: 'account-citizen', client_id: 'client-app', role: 'citizen', personal_id: CITIZEN, acr: eidLevel(2) },
  partner: worker('partner', 'hospital'),
  steward: worker('steward', 'ministry'),
  officer: worker('officer', 'ministry'),
  auditor: worker('auditor', 'ministry'),
} as const satisfies Record<Role, Claims>;

/** The value of `acr`. */
export function eidLevel(level: 1 | 2): string {
  return `urn:citizen-graph:eid:${level}`;
}

export async function openTestIssuer(): Promise<TestIssuer> {
  let key = await createKey();
  let requests = 0;
  let issuer = '';
  let isDown = false;
  const server = createServer((request, response) => {
    if (isDown) return void request.socket.destroy();
    const isKeys = request.url === '/keys';
    if (isKeys) requests += 1;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(isKeys ? { keys: [key.shown] } : { issuer, jwks_uri: `${issuer}/keys` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    issuer,
    token(claims = sampleClaims.clerk, header = {}) {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({ iss: issuer, aud: audience, iat: now, exp: now + 3600, auth_time: now, ...claims })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: key.id, ...header })
        .sign(key.secret);
    },
    async rotateKey() {
      key = await createKey();
    },
    publicKey: () => key.shown,
    keyRequests: () => requests,
    setDown(value) {
      isDown = value;
    },
    async close() {
      server.closeAllConnections();
      await new Promise<unknown>((resolve) => server.close(resolve));
    },
  };
}

let keys = 0;

interface Key {
  readonly id: string;
  readonly secret: CryptoKey;
  /** As the provider shows it. */
  readonly shown: JWK;
}

async function createKey(): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  keys += 1;
  const id = `key-${keys}`;
  return { id, secret: privateKey, shown: { ...(await exportJWK(publicKey)), kid: id, alg: 'ES256', use: 'sig' } };
}

function worker(role: Role, kind: AgencyKind) {
  return {
    sub: `account-${role}`,
    client_id: `client-${role}`,
    role,
    agency: `X-${kind}`,
    agency_kind: kind,
    acr: eidLevel(2),
  };
}
