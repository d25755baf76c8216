import type { Household, Person } from '../../_kit/people/person.ts';

/** Somebody with the household that they live in. */
export interface Dweller {
  readonly person: Person;
  readonly household: Household;
}

/** The husband or wife who lives in the same household. */
export function findSpouse({ person, household }: Dweller): Person | undefined {
  return household.members.find(({ personalId }) => personalId === person.spousePersonalId);
}
