import {
  FEMALE_GIVEN_NAMES,
  FEMALE_MIDDLE_NAMES,
  FEMALE_MIDDLE_NAMES_SINCE_2000,
  MALE_GIVEN_NAMES,
  MALE_MIDDLE_NAMES,
  MALE_MIDDLE_NAMES_SINCE_2000,
} from './given-names.ts';
import type { Lineage } from './lineage.ts';
import type { PersonName, Sex } from './person.ts';
import type { Random } from './random.ts';

/** Draws a name in the fashion of the sex, the time of birth and the people, with the family's surname. */
export function drawName(random: Random, { surname, people }: Lineage, sex: Sex, birthYear: number): PersonName {
  const given = random.pick(sex === 'MALE' ? MALE_GIVEN_NAMES : FEMALE_GIVEN_NAMES);
  const [usual, own] = MIDDLE_WORDS_OF_PEOPLES[people.code]?.[sex] ?? [null, 0];
  if (usual !== null && random.chance(own)) return { surname, middle: usual, given };
  const middle = sex === 'MALE' ? drawMaleMiddle(random, birthYear, given) : drawFemaleMiddle(random, birthYear, given);
  return { surname, middle, given };
}

/** A name in one string, as registers write it. */
export function fullNameOf({ surname, middle, given }: PersonName): string {
  return `${surname} ${middle} ${given}`.normalize('NFC');
}

function drawMaleMiddle(random: Random, birthYear: number, given: string): string {
  if (given !== 'Văn' && random.chance(birthYear < 2000 ? 0.38 : 0.1)) return 'Văn';
  return pickOther(random, birthYear < 2000 ? MALE_MIDDLE_NAMES : MALE_MIDDLE_NAMES_SINCE_2000, given);
}

/** Thị has become much rarer after 2000. */
function drawFemaleMiddle(random: Random, birthYear: number, given: string): string {
  const [alone, followed] = birthYear < 2000 ? [0.55, 0.3] : [0.12, 0.12];
  const point = random.next();
  if (point < alone) return 'Thị';
  const word = pickOther(random, birthYear < 2000 ? FEMALE_MIDDLE_NAMES : FEMALE_MIDDLE_NAMES_SINCE_2000, given);
  return point < alone + followed ? `Thị ${word}` : word;
}

/** A word that does not repeat the given name. */
function pickOther(random: Random, words: readonly string[], given: string): string {
  const word = random.pick(words);
  return word === given ? pickOther(random, words, given) : word;
}

/** Peoples with a middle word of their own, and how often it is used. */
const MIDDLE_WORDS_OF_PEOPLES: Readonly<Record<string, Readonly<Record<Sex, readonly [string, number]>>>> = {
  '08': { MALE: ['A', 0.85], FEMALE: ['Thị', 0.85] },
  '10': { MALE: ['Y', 0.3], FEMALE: ["H'", 0.8] },
  '12': { MALE: ['Y', 0.9], FEMALE: ["H'", 0.9] },
};
