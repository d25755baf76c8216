import { AS_OF_DAY, type Day, toDate, toDay } from '../../_kit/people/calendar.ts';
import type { Person } from '../../_kit/people/person.ts';
import type { Random } from '../../_kit/people/random.ts';
import type { SeedRun } from '../../_kit/seeding/seed.ts';
import type { Group } from './coverage.ts';
import { drawFacilityCode } from './facilities.ts';
import { provinceDigits } from './insurance-numbers.ts';
import { type Month, printMonth, toMonth } from './month.ts';

interface Card {
  readonly number: string;
  readonly group: Group;
  /** The month in which the members of a household who insure themselves together last paid. */
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
    drawPrintedOn(random, group, validFrom),
    householdOrder,
  );
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
const FIRST_PRINT: Day = toDay('2021-04-01');

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

/** Some days before a card begins to be valid; a child's, which is valid from birth, some days after. */
function drawPrintedOn(random: Random, group: Group, validFrom: string): string {
  const days = random.integer(3, 20);
  const day = toDay(validFrom) + (group === 'TE' ? days : -days);
  return toDate(Math.min(AS_OF_DAY, Math.max(FIRST_PRINT, day)));
}

function firstDayOf(month: Month): string {
  return `${printMonth(month)}-01`;
}

function lastDayBefore(month: Month): string {
  return toDate(toDay(firstDayOf(month)) - 1);
}
