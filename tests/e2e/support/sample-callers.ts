import { clientIdOf, sampleAccounts, terminalClient } from '../../../bin/local/sign-in/sample-accounts.ts';
import { type Claims, eidLevel } from '../../support/tokens.ts';

/** The claims that the provider of `npm start` writes for a sample account, a portal's aside. */
export function claimsOf(account: string): Claims {
  const program = sampleAccounts.programs.find((sample) => sample.account === account);
  if (program) return { sub: clientIdOf(program), client_id: clientIdOf(program), ...program.claims };
  const person = sampleAccounts.people.find((sample) => sample.account === account);
  if (!person) throw new Error(`There is no sample account ${account}`);
  return { sub: `acct-${account}`, client_id: terminalClient.id, ...person.claims };
}

/** Those of a citizen who signed in at a level of electronic identity. */
export function citizenClaims(personalId: string, level: 1 | 2 = 2): Claims {
  const acr = eidLevel(level);
  return { sub: 'acct-of-citizen', client_id: terminalClient.id, role: 'citizen', personal_id: personalId, acr };
}

/** Those of the sample portal, after it has exchanged the citizen's token. */
export function portalClaims(personalId: string, level: 1 | 2 = 2): Claims {
  const portal = claimsOf('portal');
  return {
    ...portal,
    sub: 'acct-of-citizen',
    act: { sub: portal['client_id'] },
    personal_id: personalId,
    acr: eidLevel(level),
  };
}
