import { sampleClaims, type TestIssuer } from '../../support/tokens.ts';
import type { RequestHeaders } from '../scenario.ts';

/** How many people ask, each with a token of their own. */
const PEOPLE = 500;

/** Headers of many clerks. */
export function signInAll(issuer: TestIssuer): Promise<RequestHeaders[]> {
  const people = Array.from({ length: PEOPLE }, (_, i) => ({ ...sampleClaims.clerk, sub: `account-clerk-${i}` }));
  return Promise.all(people.map(async (claims) => ({ authorization: `Bearer ${await issuer.token(claims)}` })));
}
