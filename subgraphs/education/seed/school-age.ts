import { DATA_AS_OF, type Person } from '../../_kit/people/person.ts';

/** The school year that ends in the month of the data. */
export const SCHOOL_YEAR_END = Number(DATA_AS_OF.slice(0, 4));

/**
 * The year in which somebody is through grade 12 when nothing is repeated. Those who are 17 at the end of June sit the
 * exam then, so that grades follow from ages; real schools count by the year of birth.
 */
export function examYearOf({ dateOfBirth }: Person): number {
  const isBornBeforeJuly = dateOfBirth.slice(5) <= DATA_AS_OF.slice(5);
  return Number(dateOfBirth.slice(0, 4)) + (isBornBeforeJuly ? 17 : 18);
}

/** The grade in the present school year: 1–12 for pupils, more for those who have left school. */
export function gradeOf(person: Person): number {
  return 12 - (examYearOf(person) - SCHOOL_YEAR_END);
}
