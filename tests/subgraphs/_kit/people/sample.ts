import { generateHouseholds } from '../../../../subgraphs/_kit/people/generate-households.ts';
import type { Household, Person } from '../../../../subgraphs/_kit/people/person.ts';

/** 20,000 people, made once for all tests of a file. */
export const households: readonly Household[] = [...generateHouseholds({ citizens: 20_000 })];
export const people: readonly Person[] = households.flatMap(({ members }) => members);
export const generated: readonly Person[] = people.filter(({ householdId }) => !householdId.startsWith('H99'));
export const planted: readonly Person[] = people.filter(({ householdId }) => householdId.startsWith('H99'));

const byPersonalId = new Map(people.map((person) => [person.personalId, person]));

/** @throws when nobody has the number: relatives must be there */
export function getPerson(personalId: string): Person {
  const person = byPersonalId.get(personalId);
  if (person === undefined) throw new Error(`Nobody has the personal ID ${personalId}`);
  return person;
}

/** Share of those for whom it is true, in percent. */
export function percentOf(all: readonly Person[], isTrue: (person: Person) => boolean): number {
  return (100 * all.filter(isTrue).length) / all.length;
}
