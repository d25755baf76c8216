import type { Person } from '../people/person.ts';
import type { Random } from '../people/random.ts';

/** What a register wrote down of who somebody is. */
export interface RecordedCopy {
  readonly name: string;
  /** YYYY-MM-DD or only YYYY. */
  readonly dateOfBirth: string;
  /** Whether both are as the population database has them. */
  readonly agrees: boolean;
}

/**
 * A register's own copy of a person's name and date of birth, now and then wrong in the ways that registers are: two
 * letters swapped, a tone mark on the other vowel (Hòa, Hoà), only the year of birth, or day and month swapped.
 * @param errorRate  how likely each of name and date of birth is wrong, 0–1
 */
export function recordCopy(random: Random, person: Person, errorRate: number): RecordedCopy {
  const { fullName, dateOfBirth, birthDateKnown } = person;
  const year = dateOfBirth.slice(0, 4);
  const knownDate = birthDateKnown === 'YEAR' ? year : dateOfBirth;
  const name = random.chance(errorRate) ? random.pick([swapLetters, moveToneMark])(fullName) : fullName;
  const date = random.chance(errorRate) ? random.pick([year, swapDayAndMonth(knownDate)]) : knownDate;
  return { name, dateOfBirth: date, agrees: name === fullName && date === knownDate };
}

/** As an officer might mistype a name: the last two letters of the given name change places. */
function swapLetters(name: string): string {
  return name.replace(/(\p{L})(\p{L})$/u, '$2$1');
}

/** Writes the tone mark of an open oa, oe or uy on its second vowel: Hòa → Hoà, Thúy → Thuý. */
function moveToneMark(name: string): string {
  return name
    .normalize('NFD')
    .replace(/([ou])([\u0300\u0301\u0303\u0309\u0323])([aey])(?![\p{L}\p{M}])/giu, '$1$3$2')
    .normalize('NFC');
}

/** 1987-03-05 → 1987-05-03; a day beyond 12 stays, since it can be no month, and so does a year alone. */
function swapDayAndMonth(date: string): string {
  const [year, month, day] = date.split('-');
  return Number(day) <= 12 ? `${year}-${day}-${month}` : date;
}
