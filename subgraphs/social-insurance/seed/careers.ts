import type { Occupation, Person } from '../../_kit/people/person.ts';
import type { Random } from '../../_kit/people/random.ts';
import { AS_OF_MONTH, type Month, toMonth } from './month.ts';

/** How somebody has paid in, before it is cut into periods. */
export interface Career {
  readonly status: 'CONTRIBUTING' | 'PAUSED' | 'RECEIVING_PENSION' | 'CLOSED';
  readonly kind: 'COMPULSORY' | 'VOLUNTARY';
  readonly from: Month;
  /** The last month paid; null while contributions go on. */
  readonly to: Month | null;
  /** What contributions are computed from at the end, VND a month. */
  readonly salaryBase: number;
}

/** Draws how somebody has paid in; undefined for someone who never did. */
export function drawCareer(random: Random, person: Person): Career | undefined {
  const { occupation, age, dateOfDeath } = person;
  if (dateOfDeath) return age >= 60 && random.chance(0.25) ? drawRetired(random, person, 'CLOSED') : undefined;
  if (occupation === 'PENSIONER') return drawRetired(random, person, 'RECEIVING_PENSION');
  if (occupation === 'EMPLOYEE' || isPublicServant(person)) return drawEmployed(random, person);
  if (age < 23 || age >= 60) return undefined;
  return occupation !== 'NONE' && random.chance(0.035) ? drawVoluntary(random) : drawFormerlyEmployed(random, person);
}

export function isPublicServant({ occupation }: Person): boolean {
  return PUBLIC_OCCUPATIONS.has(occupation);
}

const PUBLIC_OCCUPATIONS: ReadonlySet<Occupation> = new Set(['CIVIL_SERVANT', 'TEACHER', 'DOCTOR', 'POLICE', 'JUDGE']);

function drawEmployed(random: Random, person: Person): Career | undefined {
  // Some employers never report those who work for them.
  if (!isPublicServant(person) && person.plantedCases.size === 0 && random.chance(0.07)) return undefined;
  const from = Math.min(drawFirstMonth(random, person), AS_OF_MONTH - random.integer(0, 5));
  return {
    status: 'CONTRIBUTING',
    kind: 'COMPULSORY',
    from,
    to: null,
    // Less than the income, as it is often reported.
    salaryBase: toSalaryBase((person.monthlyIncome ?? 0) * 0.85),
  };
}

function drawRetired(random: Random, person: Person, status: Career['status']): Career {
  const retirement = toMonth(person.dateOfBirth) + 12 * (person.sex === 'MALE' ? 60 : 55) + random.integer(0, 11);
  const end = person.dateOfDeath ? toMonth(person.dateOfDeath) : AS_OF_MONTH;
  const pension = person.monthlyIncome ?? random.integer(30, 90) * 100_000;
  return {
    status,
    kind: 'COMPULSORY',
    from: drawFirstMonth(random, person),
    to: Math.min(retirement, end - 1),
    salaryBase: toSalaryBase(pension / 0.7),
  };
}

function drawVoluntary(random: Random): Career {
  const from = AS_OF_MONTH - random.integer(1, 72);
  return {
    status: 'CONTRIBUTING',
    kind: 'VOLUNTARY',
    from,
    to: null,
    salaryBase: random.integer(15, 60) * 100_000,
  };
}

function drawFormerlyEmployed(random: Random, person: Person): Career | undefined {
  if (!random.chance(0.06)) return undefined;
  const to = AS_OF_MONTH - random.integer(1, 36);
  const from = Math.max(drawFirstMonth(random, person), to - random.integer(6, 120));
  if (from >= to) return undefined;
  return { status: 'PAUSED', kind: 'COMPULSORY', from, to, salaryBase: random.integer(45, 120) * 100_000 };
}

/** Those who studied begin to work later. */
function drawFirstMonth(random: Random, person: Person): Month {
  const hasStudied = isPublicServant(person) || person.schooling === 'BACHELOR';
  return toMonth(person.dateOfBirth) + 12 * (hasStudied ? 22 : 19) + random.integer(0, 30);
}

/** In whole thousands, and at most twenty times the base salary of 2,340,000 VND (from memory). */
function toSalaryBase(income: number): number {
  return Math.min(46_800_000, Math.round(income / 1000) * 1000);
}
