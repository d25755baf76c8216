import type { Sex } from './person.ts';

/** As many citizens as the reserved serials surely suffice for. */
export const MAX_CITIZENS = 9_000_000;

/** Gives out numbers that nobody else has, in the ranges reserved for made-up people (`docs/data.md`). */
export interface Serials {
  /** @param place  code of the province or country where the birth is registered */
  nextPersonalId(place: string, sex: Sex, birthYear: number): string;
  /** @param prefix  2 or 3 digits of the police that issues */
  nextLegacyNumber(prefix: string): string;
}

/**
 * Numbers are unique by construction: each range has a counter, and its n-th number is a permutation of n.
 * Memory is a counter for each (place, sex and century, year) in use, some 13,000 at most.
 */
export function createSerials(): Serials {
  const counters = new Map<string, number>();
  const nextIn = (range: string, size: number): number => {
    const n = counters.get(range) ?? 0;
    if (n >= size) throw new RangeError(`The reserved serials of ${range} are used up`);
    counters.set(range, n + 1);
    // Each range begins elsewhere, else most people's numbers would end alike.
    return permute(n + Number(range), size);
  };
  return {
    nextPersonalId: (place, sex, birthYear) => {
      const range = personalIdStem(place, sex, birthYear);
      // 990000–999999 belong to the planted people.
      return range + (900_000 + nextIn(range, 90_000));
    },
    nextLegacyNumber: (prefix) => {
      const digits = 8 - prefix.length;
      // The last hundredth belongs to the planted people.
      return `${prefix}9${String(nextIn(prefix, 0.99 * 10 ** digits)).padStart(digits, '0')}`;
    },
  };
}

/** First six digits of a personal ID: place of birth, century and sex, year of birth. */
export function personalIdStem(place: string, sex: Sex, birthYear: number): string {
  const century = Math.floor((birthYear - 1900) / 100);
  return `${place}${2 * century + (sex === 'MALE' ? 0 : 1)}${String(birthYear % 100).padStart(2, '0')}`;
}

/** Phone number of the n-th generated person; 0710000000–0719999999 is no mobile network's. */
export function phoneNumber(n: number): string {
  return `071${String(permute(n, 9_900_000)).padStart(7, '0')}`;
}

/** Spreads n over [0, size): one to one, for the factor is a prime that divides none of the sizes. */
function permute(n: number, size: number): number {
  return (n * 7_368_787) % size;
}

/** Serial of a tax code in the reserved stem 00, with its check digit; two neighbours never both lack one. */
export function reservedTaxCode(serial: string): string {
  for (const last of '01') {
    const stem = `00${serial}${last}`;
    const digit = taxCodeCheckDigit(stem);
    if (digit !== null) return stem + digit;
  }
  throw new RangeError(`No tax code has the serial ${serial}`);
}

/**
 * Check digit of a tax code.
 * @param stem  9 digits
 * @returns     null for the stems that are never issued
 * @see Circular 105/2020/TT-BTC, Article 5
 */
function taxCodeCheckDigit(stem: string): number | null {
  const sum = [31, 29, 23, 19, 17, 13, 7, 5, 3].reduce((total, weight, i) => total + weight * Number(stem[i]), 0);
  const digit = 10 - (sum % 11);
  return digit === 10 ? null : digit;
}
