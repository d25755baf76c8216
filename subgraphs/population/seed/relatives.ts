import type { Household, Person } from '../../_kit/people/person.ts';

/** What somebody is to the citizen whose entry it is. */
export interface Relative {
  readonly personalId: string;
  readonly relation: 'FATHER' | 'MOTHER' | 'SPOUSE' | 'CHILD' | 'LEGAL_REPRESENTATIVE' | 'REPRESENTED';
}

/** The relatives that the register knows, and who acts for whom. */
export function* listRelatives(person: Person, household: Household): Iterable<Relative> {
  const { fatherPersonalId, motherPersonalId, spousePersonalId, childPersonalIds } = person;
  if (fatherPersonalId) yield { personalId: fatherPersonalId, relation: 'FATHER' };
  if (motherPersonalId) yield { personalId: motherPersonalId, relation: 'MOTHER' };
  if (spousePersonalId) yield { personalId: spousePersonalId, relation: 'SPOUSE' };
  for (const personalId of childPersonalIds) yield { personalId, relation: 'CHILD' };

  const representative = findRepresentative(household);
  if (representative === undefined) return;
  if (needsRepresentative(person)) yield { personalId: representative.personalId, relation: 'LEGAL_REPRESENTATIVE' };
  if (person !== representative) return;
  for (const { personalId } of household.members.filter(needsRepresentative)) {
    yield { personalId, relation: 'REPRESENTED' };
  }
}

/** The head acts for minors who live without their parents. */
function findRepresentative({ members }: Household): Person | undefined {
  return members.find(({ relationToHead, age, dateOfDeath }) => relationToHead === 'HEAD' && age >= 18 && !dateOfDeath);
}

function needsRepresentative({ age, dateOfDeath, fatherPersonalId, motherPersonalId }: Person): boolean {
  return age < 18 && !dateOfDeath && !fatherPersonalId && !motherPersonalId;
}
