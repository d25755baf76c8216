import { toDate, toDay } from '../../_kit/people/calendar.ts';
import type { Household, Person } from '../../_kit/people/person.ts';
import type { Random } from '../../_kit/people/random.ts';
import type { SeedRun } from '../../_kit/seeding/seed.ts';
import { drawFacilityCode } from './facilities.ts';
import { provinceDigits } from './insurance-numbers.ts';
import { AS_OF_MONTH, type Month, printMonth, toMonth } from './month.ts';

/** The groups of the insured that the made-up people fall in. */
export type Group = 'DN' | 'CH' | 'HC' | 'HT' | 'TE' | 'HN' | 'CN' | 'DT' | 'HS' | 'SV' | 'GD';

/** How the members of a household are insured. */
export interface Coverage {
  /** Whoever is not in the map is not insured. */
  readonly groups: ReadonlyMap<Person, Group>;
  /** The month in which those who insure themselves together last paid, for a year. */
  readonly renewedIn: Month;
}

/** @param isEmployee  whether an employer pays for the person */
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

interface Card {
  readonly number: string;
  readonly group: Group;
  readonly renewedIn: Month;
  /** From 1, for members of a household who insure themselves together. */
  readonly householdOrder: number | null;
}

/** Adds somebody's card. */
export function addHealthCard(
  add: SeedRun['add'],
  random: Random,
  person: Person,
  { number, group, renewedIn, householdOrder }: Card,
) {
  const { permanentAddress } = person;
  const benefitCode = BENEFIT_CODES[group];
  const { validFrom, validTo } = drawValidity(random, person, group, renewedIn);
  add(
    'health_card',
    person.personalId,
    `${group}${benefitCode}${provinceDigits(permanentAddress.province.code)}${number}`,
    group,
    benefitCode,
    areaCode(person, group),
    drawFacilityCode(random, (person.temporaryAddress?.address ?? permanentAddress).province.code),
    validFrom,
    validTo,
    drawFiveYears(random, person, group, validFrom),
    drawPrintedOn(random, validFrom),
    householdOrder,
  );
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

/** @see Decision 1351/QĐ-BHXH of 2015 for the codes; who has which is from memory. */
const BENEFIT_CODES: Readonly<Record<Group, number>> = {
  TE: 1,
  HN: 2,
  DT: 2,
  HT: 3,
  CN: 3,
  DN: 4,
  CH: 4,
  HC: 4,
  HS: 4,
  SV: 4,
  GD: 4,
};

function areaCode({ permanentAddress: { commune } }: Person, group: Group): string | null {
  if (commune === null) return 'K3';
  if (group === 'DT') return 'K2';
  return group === 'HN' && commune.name.startsWith('Xã') ? 'K1' : null;
}

/** The first day of cards of the present form (Decision 1666/QĐ-BHXH). */
const FIRST_PRINT = '2021-04-01';

function drawValidity(
  random: Random,
  { dateOfBirth }: Person,
  group: Group,
  renewedIn: Month,
): { validFrom: string; validTo: string | null } {
  switch (group) {
    case 'TE':
      // To the end of the month of the sixth birthday.
      return { validFrom: dateOfBirth, validTo: lastDayBefore(toMonth(dateOfBirth) + 12 * 6 + 1) };
    case 'DN':
    case 'CH':
    case 'HC':
    case 'HT':
      return { validFrom: `${random.integer(2022, 2026)}-01-01`, validTo: null };
    case 'GD':
      return { validFrom: firstDayOf(renewedIn), validTo: lastDayBefore(renewedIn + 12) };
    default:
      return { validFrom: '2026-01-01', validTo: '2026-12-31' };
  }
}

/** Five years after a beginning of up to twelve years ago, so it may lie ahead; null for those who never pay a share. */
function drawFiveYears(random: Random, person: Person, group: Group, validFrom: string): string | null {
  if (BENEFIT_CODES[group] <= 2) return null;
  const since = Math.max(toMonth(person.dateOfBirth), toMonth(validFrom) - random.integer(0, 144));
  return firstDayOf(since + 12 * 5);
}

function drawPrintedOn(random: Random, validFrom: string): string {
  const day = toDate(toDay(validFrom) - random.integer(3, 20));
  return day < FIRST_PRINT ? FIRST_PRINT : day;
}

function firstDayOf(month: Month): string {
  return `${printMonth(month)}-01`;
}

function lastDayBefore(month: Month): string {
  return toDate(toDay(firstDayOf(month)) - 1);
}
