import type { Household, Person } from '../../_kit/people/person.ts';
import type { Random } from '../../_kit/people/random.ts';
import { AS_OF_MONTH, type Month } from './month.ts';

/** The groups of the insured that the made-up people fall in. */
export type Group = 'DN' | 'CH' | 'HC' | 'HT' | 'TE' | 'HN' | 'CN' | 'DT' | 'HS' | 'SV' | 'GD';

/** How the members of a household are insured. */
export interface Coverage {
  /** Whoever is not in the map is not insured. */
  readonly groups: ReadonlyMap<Person, Group>;
  /** The month in which those who insure themselves together last paid, for a year. */
  readonly renewedIn: Month;
}

/**
 * Draws how a household is covered by health insurance.
 * @param isEmployee  whether an employer pays for the person
 */
export function drawCoverage(
  random: Random,
  { members }: Household,
  isEmployee: (person: Person) => boolean,
): Coverage {
  const isPlanted = members.some(({ plantedCases }) => plantedCases.size > 0);
  // Those who last paid twelve months ago have let their cards lapse.
  const renewedIn = AS_OF_MONTH - random.integer(0, isPlanted ? 11 : 12);
  // Families have cards together or go without together.
  const familyGroup = drawSupport(random, members) ?? (random.chance(0.85) ? 'GD' : undefined);
  const groups = new Map<Person, Group>();
  for (const person of members) {
    const group = person.plantedCases.has('HOUSEHOLD_DISCOUNT')
      ? 'GD'
      : (findOwnGroup(person, isEmployee(person)) ?? familyGroup);
    const isForgotten = !isPlanted && random.chance(0.02);
    if (group && !person.dateOfDeath && !isForgotten) groups.set(person, group);
  }
  return { groups, renewedIn };
}

/** The group by work or age, which goes before what the state pays for a family. */
function findOwnGroup({ age, occupation }: Person, isEmployee: boolean): Group | undefined {
  if (age < 6) return 'TE';
  switch (occupation) {
    case 'EMPLOYEE':
      return isEmployee ? 'DN' : undefined;
    case 'CIVIL_SERVANT':
    case 'TEACHER':
    case 'DOCTOR':
    case 'JUDGE':
      return 'HC';
    case 'POLICE':
      return 'CH';
    case 'PENSIONER':
      return 'HT';
    case 'PUPIL':
      return 'HS';
    case 'STUDENT':
      return 'SV';
    default:
      return undefined;
  }
}

/** Whether the state pays for the family: because it is poor or nearly so, or of a minority in a poor area. */
function drawSupport(random: Random, members: readonly Person[]): Group | undefined {
  const income = members.reduce((sum, { monthlyIncome }) => sum + (monthlyIncome ?? 0), 0) / members.length;
  if (income < 1_500_000 && random.chance(0.5)) return random.chance(0.5) ? 'HN' : 'CN';
  const [first] = members;
  const isRural = first?.permanentAddress.commune?.name.startsWith('Xã') ?? false;
  return isRural && first?.ethnicity.code !== '01' && random.chance(0.4) ? 'DT' : undefined;
}
