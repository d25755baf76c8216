import { CodedError } from '../../schema/coded-error.ts';

/** How an access token is sent: alone, or with a proof of the key that it is bound to. */
export type Scheme = 'Bearer' | 'DPoP';

/** What RFC 6750 and RFC 9449 call what is wrong with a token or a proof. */
type ChallengeError = 'invalid_token' | 'invalid_dpop_proof';

/** A request that nobody has signed in for. */
export class Unauthenticated extends CodedError<'UNAUTHENTICATED'> {
  /** The values of `WWW-Authenticate`. */
  readonly challenges: readonly string[];

  /**
   * @param reason  ends the sentence "Sign in: …"; plain ASCII without quotes, and nothing out of the token
   * @param fault   undefined when there is no token at all
   */
  constructor(reason: string, fault?: { readonly scheme: Scheme; readonly error: ChallengeError }) {
    super('UNAUTHENTICATED', { reason });
    const detail = fault ? `, error="${fault.error}", error_description="${reason}"` : '';
    this.challenges = [
      `Bearer realm="${REALM}"${fault?.scheme === 'Bearer' ? detail : ''}`,
      `DPoP realm="${REALM}", algs="${signingAlgorithms.join(' ')}"${fault?.scheme === 'DPoP' ? detail : ''}`,
    ];
  }
}

/** What is wrong with an access token, as the end of the sentence "Sign in: …". It tells nothing out of the token. */
export class TokenFault extends Error {}

const REALM = 'citizen-graph';

/** With a secret that both sides share, whoever can check a token could make one. So a pair of keys it must be. */
export const signingAlgorithms = [
  'EdDSA',
  'Ed25519',
  ...['ES256', 'ES384', 'ES512'],
  ...['PS256', 'PS384', 'PS512'],
  ...['RS256', 'RS384', 'RS512'],
];
