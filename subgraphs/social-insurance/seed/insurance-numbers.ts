import type { Person } from '../../_kit/people/person.ts';
import type { Random } from '../../_kit/people/random.ts';

export type NextInsuranceNumber = (random: Random, person: Person) => string;

/**
 * Makes social insurance numbers that look like real ones (province, year of issue, serial), each once. Serials from
 * 900000 on are those of made-up people. What it keeps is a counter for each province and year.
 */
export function createInsuranceNumbers(): NextInsuranceNumber {
  const counts = new Map<string, number>();
  return (random, { dateOfBirth, permanentAddress }) => {
    const year = Math.max(Number(dateOfBirth.slice(0, 4)), random.integer(2008, 2025));
    const stem = provinceDigits(permanentAddress.province.code) + String(year).slice(2);
    const count = counts.get(stem) ?? 0;
    counts.set(stem, count + 1);
    return `${stem}${900_000 + count}`;
  };
}

/** `079` → `79`: insurers and hospitals write a province with two digits. */
export function provinceDigits(provinceCode: string): string {
  return provinceCode.slice(-2);
}
