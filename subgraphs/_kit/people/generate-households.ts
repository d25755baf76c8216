import { drawFamily, drawLoner } from './family.ts';
import { createHousehold } from './household.ts';
import type { Household } from './person.ts';
import { plantedHouseholds } from './planted/planted-households.ts';
import { createRandom } from './random.ts';
import { createSerials, MAX_CITIZENS } from './serials.ts';

export interface GenerateOptions {
  /** How many people in all, the planted ones among them; these are always there. At most 9,000,000. */
  readonly citizens: number;
  /** Another seed makes other people; the planted ones stay. */
  readonly seed?: string;
}

/**
 * Makes households one after the other: first the planted ones, then as many as it takes. The same options give the
 * same people, and a longer run begins with the people of a shorter one, but for its last seven at most: where the next
 * family would be too many, smaller ones fill the number up. Memory does not grow with the number of citizens.
 * @throws RangeError when `citizens` is not a whole number from 0 to 9,000,000
 */
export function* generateHouseholds({ citizens, seed = 'citizen-graph' }: GenerateOptions): Generator<Household, void> {
  if (!Number.isSafeInteger(citizens) || citizens < 0 || citizens > MAX_CITIZENS) {
    throw new RangeError(`citizens must be a whole number from 0 to ${MAX_CITIZENS}`);
  }
  yield* plantedHouseholds;
  const serials = createSerials();
  const generated = citizens - plantedHouseholds.reduce((sum, { members }) => sum + members.length, 0);
  for (let number = 0, people = 0; people < generated; number++) {
    const family = drawFamily(createRandom(seed, 'family', number));
    // Part of a family would refer to members who are left out.
    const fits = family.length <= generated - people;
    const kins = fits ? family : [drawLoner(createRandom(seed, 'loner', number))];
    yield createHousehold(kins, { seed, number, firstPerson: people, serials });
    people += kins.length;
  }
}
