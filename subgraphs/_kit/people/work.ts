import { drawCompany, publicBodyOf } from './employers.ts';
import type { Occupation, Person, Schooling } from './person.ts';
import type { Place } from './places.ts';
import type { Random } from './random.ts';
import { weighted } from './weighted.ts';

/** How somebody lives from day to day: school, work, income. */
export type Work = Pick<Person, 'schooling' | 'occupation' | 'employer' | 'monthlyIncome'>;

/** Draws a life that fits the age and the place. */
export function drawWork(random: Random, age: number, place: Place): Work {
  const occupation = drawOccupation(random, age, place);
  return {
    occupation,
    schooling: drawSchooling(random, occupation, age),
    employer: drawEmployer(random, occupation, place),
    monthlyIncome: drawIncome(random, occupation),
  };
}

function drawOccupation(random: Random, age: number, place: Place): Occupation {
  if (age < 6) return 'CHILD';
  if (age < 18) return random.chance(age < 15 ? 0.99 : 0.9) ? 'PUPIL' : 'NONE';
  if (age < 22 && random.chance(0.34)) return 'STUDENT';
  if (age >= 60) return drawOldOccupation(random);
  const occupation = place.commune?.isUrban ? drawUrbanOccupation(random) : drawRuralOccupation(random);
  // Offices have a least age; those too young for one are still employees.
  return age >= (LEAST_AGES[occupation] ?? 18) ? occupation : 'EMPLOYEE';
}

const LEAST_AGES: Partial<Record<Occupation, number>> = {
  CIVIL_SERVANT: 22,
  TEACHER: 22,
  DOCTOR: 25,
  POLICE: 22,
  JUDGE: 30,
};

/** Shares of the grown-up population below 60 that make the registers come out at their national sizes. */
const drawUrbanOccupation = weighted<Occupation>([
  ['EMPLOYEE', 33],
  ['CIVIL_SERVANT', 2.2],
  ['TEACHER', 2.2],
  ['DOCTOR', 0.5],
  ['POLICE', 0.5],
  ['JUDGE', 0.05],
  ['BUSINESS_OWNER', 11],
  ['SELF_EMPLOYED', 31],
  ['FARMER', 5],
  ['NONE', 14],
]);

const drawRuralOccupation = weighted<Occupation>([
  ['EMPLOYEE', 20],
  ['CIVIL_SERVANT', 1.3],
  ['TEACHER', 2],
  ['DOCTOR', 0.3],
  ['POLICE', 0.3],
  ['JUDGE', 0.02],
  ['BUSINESS_OWNER', 5.5],
  ['SELF_EMPLOYED', 22],
  ['FARMER', 37],
  ['NONE', 11],
]);

const drawOldOccupation = weighted<Occupation>([
  ['PENSIONER', 24],
  ['FARMER', 22],
  ['SELF_EMPLOYED', 6],
  ['NONE', 48],
]);

function drawSchooling(random: Random, occupation: Occupation, age: number): Schooling {
  switch (occupation) {
    case 'CHILD':
      return 'NONE';
    case 'STUDENT':
      return 'UPPER_SECONDARY';
    case 'TEACHER':
    case 'CIVIL_SERVANT':
    case 'POLICE':
      return drawOfficialSchooling(random);
    case 'DOCTOR':
    case 'JUDGE':
      return drawLearnedSchooling(random);
    default:
      return age < 18 ? schoolingAt(age) : drawUsualSchooling(random, occupation, age);
  }
}

/** What a pupil of the age has finished. */
function schoolingAt(age: number): Schooling {
  if (age < 11) return 'NONE';
  return age < 15 ? 'PRIMARY' : 'LOWER_SECONDARY';
}

const drawOfficialSchooling = weighted<Schooling>([
  ['COLLEGE', 25],
  ['BACHELOR', 63],
  ['MASTER', 11],
  ['DOCTOR', 1],
]);

const drawLearnedSchooling = weighted<Schooling>([
  ['BACHELOR', 70],
  ['MASTER', 25],
  ['DOCTOR', 5],
]);

function drawUsualSchooling(random: Random, occupation: Occupation, age: number): Schooling {
  if (age >= 60 && occupation !== 'PENSIONER') return drawOldSchooling(random);
  // Nobody is through a college before 21.
  return occupation === 'FARMER' || age < 21 ? drawPlainSchooling(random) : drawGrownSchooling(random);
}

const drawGrownSchooling = weighted<Schooling>([
  ['PRIMARY', 10],
  ['LOWER_SECONDARY', 27],
  ['UPPER_SECONDARY', 35],
  ['COLLEGE', 11],
  ['BACHELOR', 16],
  ['MASTER', 1],
]);

const drawPlainSchooling = weighted<Schooling>([
  ['PRIMARY', 20],
  ['LOWER_SECONDARY', 45],
  ['UPPER_SECONDARY', 35],
]);

const drawOldSchooling = weighted<Schooling>([
  ['NONE', 12],
  ['PRIMARY', 35],
  ['LOWER_SECONDARY', 33],
  ['UPPER_SECONDARY', 12],
  ['COLLEGE', 4],
  ['BACHELOR', 4],
]);

function drawEmployer(random: Random, occupation: Occupation, place: Place): Person['employer'] {
  switch (occupation) {
    case 'EMPLOYEE':
      return drawCompany(random, place);
    case 'CIVIL_SERVANT':
    case 'TEACHER':
    case 'DOCTOR':
    case 'POLICE':
    case 'JUDGE':
      return publicBodyOf(occupation, place);
    default:
      return null;
  }
}

/** Between the least and the most of the occupation, the lower half more often; whole 100,000 VND. */
function drawIncome(random: Random, occupation: Occupation): number | null {
  const range = MILLIONS_A_MONTH[occupation];
  if (range === undefined) return null;
  const [least, most] = range;
  return Math.round((least + random.next() ** 2 * (most - least)) * 10) * 100_000;
}

const MILLIONS_A_MONTH: Partial<Record<Occupation, readonly [least: number, most: number]>> = {
  EMPLOYEE: [5, 35],
  CIVIL_SERVANT: [6, 22],
  TEACHER: [6, 20],
  DOCTOR: [8, 40],
  POLICE: [8, 25],
  JUDGE: [12, 28],
  BUSINESS_OWNER: [6, 60],
  SELF_EMPLOYED: [3, 25],
  FARMER: [2, 10],
  PENSIONER: [3, 14],
};
