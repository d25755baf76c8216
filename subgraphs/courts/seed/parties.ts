import type { Person } from '../../_kit/people/person.ts';
import type { Random } from '../../_kit/people/random.ts';
import type { SeededCase } from './cases.ts';
import { type Dweller, findSpouse } from './dweller.ts';
import type { Neighbours } from './neighbours.ts';

/** A person in a role. */
export interface DrawnParty {
  readonly person: Person;
  readonly role: string;
}

/** Who takes part in a case that begins with a person, and as what. The other side may be an agency or a company. */
export function drawParties(
  random: Random,
  { kind, course: { stage } }: SeededCase,
  { person, household }: Dweller,
  neighbours: Neighbours,
): DrawnParty[] {
  const [other, another] = neighbours.draw(random, person, 2);
  const parties: DrawnParty[] = [];
  const join = (joining: Person | undefined, role: string) => {
    if (joining !== undefined) parties.push({ person: joining, role });
  };

  switch (kind) {
    case 'CRIMINAL':
      join(person, stage === 'ACCEPTED' ? 'SUSPECT' : 'ACCUSED');
      if (random.chance(0.7)) join(other, 'VICTIM');
      if (random.chance(0.4)) join(another, 'WITNESS');
      break;
    case 'MARRIAGE_AND_FAMILY':
      join(person, 'PLAINTIFF');
      join(findSpouse({ person, household }), 'DEFENDANT');
      break;
    case 'CIVIL':
    case 'COMMERCIAL':
      join(person, 'PLAINTIFF');
      join(other, 'DEFENDANT');
      if (random.chance(0.4)) join(another, random.chance(0.8) ? 'INTERESTED_PERSON' : 'REPRESENTATIVE');
      break;
    case 'LABOUR':
    case 'ADMINISTRATIVE':
      join(person, 'PLAINTIFF');
      if (random.chance(0.3)) join(other, kind === 'LABOUR' ? 'REPRESENTATIVE' : 'INTERESTED_PERSON');
      break;
  }
  if (stage === 'JUDGED_ON_APPEAL')
    join(parties[random.integer(0, Math.min(1, parties.length - 1))]?.person, 'APPELLANT');
  return parties;
}
