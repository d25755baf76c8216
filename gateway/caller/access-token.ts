import { errors, type JWTPayload, jwtVerify } from 'jose';
import { CodedError } from '../../schema/coded-error.ts';
import type { ProviderKeys } from './provider-keys.ts';
import { signingAlgorithms, TokenFault } from './unauthenticated.ts';

/** How far the clocks of provider and gateway may be apart, in seconds. */
export const CLOCK_TOLERANCE_SECONDS = 30;

/** No token is trusted for longer, whatever it says of itself. */
const MAX_AGE = '24h';

export interface TokenExpectations {
  readonly issuer: string;
  readonly audience: string;
}

export type VerifyToken = (token: string) => Promise<JWTPayload>;

/**
 * Checks access tokens: signature, algorithm, issuer, audience and times.
 * @throws TokenFault, SIGN_IN_UNAVAILABLE
 * @see RFC 9068, section 4
 */
export function createTokenVerification(
  { issuer, audience }: TokenExpectations,
  keys: Pick<ProviderKeys, 'find'>,
): VerifyToken {
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys.find, {
        issuer,
        audience,
        algorithms: signingAlgorithms,
        // An ID token says who someone is, to the program that asked. It opens nothing.
        typ: 'at+jwt',
        requiredClaims: ['exp'],
        maxTokenAge: MAX_AGE,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
      });
      return payload;
    } catch (error) {
      if (error instanceof CodedError) throw error;
      throw new TokenFault(describe(error), { cause: error });
    }
  };
}

function describe(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'the access token has expired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    return claimReasons[error.claim] ?? `the claim ${error.claim} is not of its form`;
  }
  if (error instanceof errors.JOSEError) return reasons[error.code] ?? malformed;
  return malformed;
}

const malformed = 'the access token is not well-formed';

const claimReasons: Readonly<Record<string, string>> = {
  typ: 'the token is no access token, of type at+jwt',
  iss: 'the access token comes from another issuer',
  aud: 'the access token is meant for another audience',
  nbf: 'the access token is not valid yet',
  iat: 'the access token does not tell a possible time of issue',
  exp: 'the access token does not tell when it expires',
};

const reasons: Readonly<Record<string, string>> = {
  [errors.JOSEAlgNotAllowed.code]: 'the access token is signed by an algorithm that is not allowed',
  [errors.JWKSNoMatchingKey.code]: 'the access token is signed with a key that the provider does not have',
  [errors.JWSSignatureVerificationFailed.code]: 'the signature of the access token is wrong',
};
