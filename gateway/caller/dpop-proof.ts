import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { calculateJwkThumbprint, EmbeddedJWK, errors, jwtVerify } from 'jose';
import type { Config } from '../config.ts';
import { endpointUrl } from '../endpoint-url.ts';
import { CLOCK_TOLERANCE_SECONDS } from './access-token.ts';
import { signingAlgorithms, Unauthenticated } from './unauthenticated.ts';
import { UsedProofs } from './used-proofs.ts';

export type ProofConfig = Pick<Config, 'host' | 'publicUrl'>;

/** What a proof has to be for. */
export interface ProvenToken {
  readonly token: string;
  /** SHA-256 thumbprint of the key that the token is bound to, base64url. */
  readonly thumbprint: string;
}

/** How old a proof may be. */
const MAX_AGE_SECONDS = 60;

/** From the earliest time at which a proof is taken to the latest. */
const LIFETIME_MS = (MAX_AGE_SECONDS + 2 * CLOCK_TOLERANCE_SECONDS) * 1000;

/**
 * Checks that a request was made, just now and once, by who holds the key of its token.
 * @see RFC 9449, section 4.3
 */
export function createProofCheck({ host, publicUrl }: ProofConfig) {
  const used = new UsedProofs(LIFETIME_MS);

  return async ({ headers, method, socket }: IncomingMessage, { token, thumbprint }: ProvenToken): Promise<void> => {
    const proof = headers['dpop'];
    if (typeof proof !== 'string') throw invalid('it is missing');
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      algorithms: signingAlgorithms,
      typ: 'dpop+jwt',
      requiredClaims: ['jti', 'htm', 'htu', 'ath'],
      maxTokenAge: MAX_AGE_SECONDS,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
    }).catch((error: unknown) => {
      throw invalid(describe(error));
    });
    const { jti, htm, htu, ath } = payload;
    const key = await calculateJwkThumbprint(protectedHeader.jwk ?? {});
    if (key !== thumbprint) throw invalid('it is signed with another key than that of the token');
    if (ath !== createHash('sha256').update(token).digest('base64url')) throw invalid('it is for another token');
    if (htm !== method) throw invalid('it is for another method');
    if (withoutQuery(htu) !== (publicUrl ?? endpointUrl(host, socket.localPort))) {
      throw invalid('it is for another URL');
    }
    if (typeof jti !== 'string' || !used.add(`${key} ${jti}`)) throw invalid('it was used before');
  };
}

function withoutQuery(htu: unknown): string | undefined {
  const url = typeof htu === 'string' ? URL.parse(htu) : null;
  return url ? `${url.origin}${url.pathname}` : undefined;
}

function describe(error: unknown): string {
  const isTime = error instanceof errors.JWTClaimValidationFailed && error.claim === 'iat';
  if (isTime || error instanceof errors.JWTExpired) return 'it was not made just now';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'its signature is wrong';
  return 'it is not well-formed';
}

/** @param problem what is wrong with the proof */
function invalid(problem: string): Unauthenticated {
  const reason = `the access token needs a proof of its key in the header DPoP, and ${problem}`;
  return new Unauthenticated(reason, { scheme: 'DPoP', error: 'invalid_dpop_proof' });
}
