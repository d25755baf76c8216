import { createHmac } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { generateHouseholds } from '../../../subgraphs/_kit/people/generate-households.ts';
import type { Person } from '../../../subgraphs/_kit/people/person.ts';
import type { CallerClaims } from './sample-accounts.ts';

/** The account of a made-up citizen: their electronic identity. */
export interface CitizenAccount {
  /** Says nothing of the personal ID to anybody else: `acct-…`. */
  readonly accountId: string;
  readonly name: string;
  readonly claims: CallerClaims;
}

/** The accounts of the made-up citizens. */
export interface CitizenAccounts {
  /** The account of the bearer of a personal ID, or why there is none, in ASCII and without the number. */
  readonly open: (personalId: string) => Promise<CitizenAccount | string>;
  /** An account that was opened since the start. */
  readonly find: (accountId: string) => CitizenAccount | undefined;
}

/**
 * Every made-up citizen who lives and has an electronic identity has an account, of the level of that identity.
 * @param citizens  how many were made up
 * @param secret    what account IDs are derived with
 */
export function createCitizenAccounts(citizens: number, secret: string): CitizenAccounts {
  const opened = new Map<string, CitizenAccount>();
  return {
    open: async (personalId) => {
      const accountId = `acct-${createHmac('sha256', secret).update(personalId).digest('base64url').slice(0, 22)}`;
      const known = opened.get(accountId);
      if (known) return known;
      const person = await findPerson(personalId, citizens);
      if (!person) return 'No made-up citizen bears this personal ID.';
      if (person.dateOfDeath !== null) return 'This citizen has died, so nobody can sign in as them.';
      if (person.eidLevel === 0) return 'This citizen has no electronic identity, so they cannot sign in.';
      const acr = `urn:citizen-graph:eid:${person.eidLevel}`;
      const account = {
        accountId,
        name: person.fullName,
        claims: { role: 'citizen', acr, personal_id: personalId },
      } as const;
      opened.set(accountId, account);
      return account;
    },
    find: (accountId) => opened.get(accountId),
  };
}

const HOUSEHOLDS_AT_ONCE = 500;

/** Makes the people up once more until the one is found. A million take some ten seconds, so others go between. */
async function findPerson(personalId: string, citizens: number): Promise<Person | undefined> {
  let households = 0;
  for (const { members } of generateHouseholds({ citizens })) {
    const person = members.find((member) => member.personalId === personalId);
    if (person) return person;
    if (++households % HOUSEHOLDS_AT_ONCE === 0) await breathe();
  }
  return undefined;
}
