import { AS_OF_DAY, DAYS_PER_YEAR, toDate, toDay } from '../../_kit/people/calendar.ts';
import { type Address, DATA_AS_OF, type Household, type Person } from '../../_kit/people/person.ts';
import type { SeedRun } from '../../_kit/seeding/seed.ts';
import type { AddressBook } from './addresses.ts';

/** The home of a household as it stands in the register. */
export interface Home {
  readonly address: Address;
  readonly addressId: number;
  /** The day that the first of them registered there. */
  readonly since: string;
}

/** Draws when a family registered at its home: once its eldest was grown up, or yesterday at the latest. */
export function drawHomeSince({ random }: SeedRun, { householdId, members }: Household): string {
  const eldestBornOn = Math.min(...members.map(({ dateOfBirth }) => toDay(dateOfBirth)));
  const draw = random('home', householdId);
  const from = eldestBornOn + Math.ceil(18 * DAYS_PER_YEAR);
  return toDate(draw.integer(Math.min(from, AS_OF_DAY - 1), AS_OF_DAY - 1));
}

/** Adds where somebody is registered, and an absence that some who live elsewhere have declared. */
export function addResidences({ add, random }: SeedRun, person: Person, home: Home, addressBook: AddressBook): void {
  const { personalId, permanentAddress, temporaryAddress } = person;
  const isAtHome = permanentAddress === home.address;
  const since = latest(home.since, movedIn(person));
  const endedOn = person.dateOfDeath && latest(since, struckOffAfter(person.dateOfDeath));
  const addressId = isAtHome ? home.addressId : addressBook.add(permanentAddress, since);
  add('residence', personalId, 'PERMANENT', addressId, since, endedOn);

  if (temporaryAddress === null || person.dateOfDeath) return;
  const temporaryId = addressBook.add(temporaryAddress.address, temporaryAddress.since);
  add('residence', personalId, 'TEMPORARY', temporaryId, temporaryAddress.since, null);

  const draw = random('absence', personalId);
  if (!draw.chance(0.1)) return;
  const { code, name } = temporaryAddress.address.province;
  const until = draw.chance(0.6) ? toDate(AS_OF_DAY + draw.integer(30, 365)) : null;
  add('temporary_absence', personalId, temporaryAddress.since, until, code, name, draw.pick(REASONS));
}

const REASONS = ['Đi làm ăn xa', 'Đi học', 'Chữa bệnh', 'Chăm sóc người thân'] as const;

/** Some weeks after birth; those who married into the home came when they were grown up. */
function movedIn({
  dateOfBirth,
  relationToHead,
  spousePersonalId,
  fatherPersonalId,
  motherPersonalId,
}: Person): string {
  const marriedIn = relationToHead !== 'HEAD' && spousePersonalId && !fatherPersonalId && !motherPersonalId;
  const days = marriedIn ? Math.ceil(21 * DAYS_PER_YEAR) : 45;
  return earliest(toDate(toDay(dateOfBirth) + days), DATA_AS_OF);
}

function struckOffAfter(dateOfDeath: string): string {
  return earliest(toDate(toDay(dateOfDeath) + 12), DATA_AS_OF);
}

function latest(a: string, b: string): string {
  return a > b ? a : b;
}

function earliest(a: string, b: string): string {
  return a < b ? a : b;
}
