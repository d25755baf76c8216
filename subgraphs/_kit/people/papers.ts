import { DAYS_PER_YEAR, type Day, toDate, toDay } from './calendar.ts';
import type { Person } from './person.ts';
import type { Province } from './places.ts';
import type { Random } from './random.ts';
import type { Serials } from './serials.ts';

/** Draws who has a chip card and an electronic identity: 0.67 and 0.65 of all people. */
export function drawCardAndEid(random: Random, age: number): Pick<Person, 'hasChipCard' | 'eidLevel'> {
  // Below 14 the card is given only on request.
  const hasChipCard = random.chance(age < 14 ? 0.01 : 0.88);
  return { hasChipCard, eidLevel: drawEidLevel(random, age, hasChipCard) };
}

/** Level 2 needs the chip card. */
function drawEidLevel(random: Random, age: number, hasChipCard: boolean): Person['eidLevel'] {
  if (age < 14) return 0;
  const point = random.next();
  if (hasChipCard && point < 0.95) return 2;
  return point < (hasChipCard ? 0.98 : 0.15) ? 1 : 0;
}

/**
 * Draws the 9-digit numbers that somebody was given from the age of 14, as long as their province still gave them.
 * @param provinces  where they may have been issued, the usual one first; some who moved hold two
 */
export function drawLegacyNumbers(
  random: Random,
  serials: Serials,
  bornOn: Day,
  provinces: readonly [Province, Province],
): Person['legacyIdNumbers'] {
  const [first, second] = provinces;
  const from = Math.max(bornOn + Math.ceil(14 * DAYS_PER_YEAR), FIRST_ISSUED);
  const numbers: Person['legacyIdNumbers'][number][] = [];
  const issue = (province: Province) => {
    const until = toDay(`${province.legacyUntil}-01-01`);
    if (from >= until) return;
    const issuedOn = toDate(random.integer(from, until - 1));
    numbers.push({
      number: serials.nextLegacyNumber(random.pick(province.legacyPrefixes)),
      status: 'CONFIRMED',
      issuedOn,
    });
  };
  if (random.chance(0.94)) issue(first);
  if (random.chance(first === second ? 0.01 : 0.25)) issue(second);
  return numbers;
}

/** The numbers of before were replaced in 1978. */
const FIRST_ISSUED = toDay('1978-01-01');
