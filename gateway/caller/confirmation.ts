import type { IncomingMessage } from 'node:http';
import { isObject, type JsonObject } from '../fetch/json.ts';
import { type ClientCertificateConfig, checkCertificate } from './client-certificate.ts';
import type { Credentials } from './credentials.ts';
import { createProofCheck, type ProofConfig } from './dpop-proof.ts';
import { TokenFault } from './unauthenticated.ts';

/**
 * Makes sure that a request comes from who holds the key that its token is bound to.
 * @throws Unauthenticated
 */
export type Confirm = (request: IncomingMessage) => void | Promise<void>;

/**
 * Reads the claim `cnf` of a token.
 * @returns undefined when the token is bound to no key
 * @throws TokenFault when it is bound in a way that cannot be checked, or was sent in another
 */
export type ReadConfirmation = (cnf: unknown, credentials: Credentials) => Confirm | undefined;

export type ConfirmationConfig = ProofConfig & ClientCertificateConfig;

/** @see RFC 7800; RFC 9449, section 6; RFC 8705, section 3 */
export function createConfirmations(config: ConfirmationConfig): ReadConfirmation {
  const checkProof = createProofCheck(config);

  return (cnf, credentials) => {
    const { scheme, token } = credentials;
    if (cnf !== undefined && !isBinding(cnf))
      throw new TokenFault('the access token is bound to a key in an unknown way');
    const { jkt, 'x5t#S256': x5t } = cnf ?? {};
    if (scheme === 'Bearer' && jkt !== undefined)
      throw new TokenFault('the access token needs a proof of its key, as DPoP');
    if (scheme === 'DPoP' && jkt === undefined)
      throw new TokenFault('the access token is bound to no key, send it as Bearer');
    if (jkt === undefined && x5t === undefined) return undefined;
    return (request) => {
      if (x5t !== undefined) checkCertificate(config, request, x5t);
      return jkt === undefined ? undefined : checkProof(request, { token, thumbprint: jkt });
    };
  };
}

interface Binding {
  /** SHA-256 thumbprint of the key that proofs are signed with. */
  readonly jkt?: string;
  /** SHA-256 of the client certificate. */
  readonly 'x5t#S256'?: string;
}

const bindings: ReadonlySet<string> = new Set(['jkt', 'x5t#S256']);

/** Whoever asks for more than can be checked is refused: a binding that is passed over protects nobody. */
function isBinding(cnf: unknown): cnf is JsonObject & Binding {
  const entries = isObject(cnf) ? Object.entries(cnf) : [];
  return entries.length > 0 && entries.every(([name, value]) => bindings.has(name) && typeof value === 'string');
}
