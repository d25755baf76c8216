import type { Person, Schooling } from '../../_kit/people/person.ts';
import type { Random } from '../../_kit/people/random.ts';
import type { SeedRun } from '../../_kit/seeding/seed.ts';
import { examYearOf, SCHOOL_YEAR_END } from './school-age.ts';
import { drawCourse, localSchoolCode } from './schools.ts';

export interface Diploma {
  readonly level: Exclude<Schooling, 'NONE' | 'PRIMARY'>;
  readonly major: string | null;
  readonly schoolCode: string;
  readonly year: number;
}

/** Draws the diplomas of somebody that were entered in the database, the earliest first. */
export function drawDiplomas(random: Random, person: Person): Diploma[] {
  const hasAll = person.plantedCases.has('SHOWCASE');
  return drawEarned(random, person).filter(({ year }) => random.chance(chanceEntered(year)) || hasAll);
}

/** Adds a diploma. Serials from 90000000 on are those of made-up people. */
export function addDiploma(
  add: SeedRun['add'],
  random: Random,
  { personalId }: Person,
  { level, major, schoolCode, year }: Diploma,
  serial: number,
) {
  const isSchool = major === null;
  const month = isSchool ? '08' : '06';
  add(
    'diploma',
    personalId,
    level,
    major,
    schoolCode,
    year,
    isSchool ? null : drawClassification(random),
    `M${90_000_000 + serial}`,
    `${random.integer(1, 4000)}/${year}-M`,
    `${year}-${month}-${random.integer(10, 28)}`,
    random.chance(0.995) ? 'VALID' : 'REPLACED',
  );
}

function drawEarned(random: Random, person: Person): Diploma[] {
  const { schooling, permanentAddress } = person;
  const examYear = examYearOf(person);
  const atSchool = (level: 'LOWER_SECONDARY' | 'UPPER_SECONDARY', year: number): Diploma => {
    return { level, major: null, schoolCode: localSchoolCode(permanentAddress, level), year };
  };
  // Nobody graduates after the present school year.
  const inYear = (year: number) => Math.min(year, SCHOOL_YEAR_END);
  const college = () => ({
    level: 'COLLEGE' as const,
    ...drawCourse(random, person, 'COLLEGE'),
    year: inYear(examYear + 3),
  });
  const university = () => {
    const course = drawCourse(random, person, 'UNIVERSITY');
    const bachelor = examYear + (course.major === 'Y khoa' ? 6 : 4);
    const master = bachelor + random.integer(2, 8);
    return [
      { level: 'BACHELOR' as const, ...course, year: inYear(bachelor) },
      { level: 'MASTER' as const, ...course, year: inYear(master) },
      { level: 'DOCTOR' as const, ...course, year: inYear(master + random.integer(3, 8)) },
    ];
  };

  const lower = atSchool('LOWER_SECONDARY', examYear - 3);
  const upper = atSchool('UPPER_SECONDARY', examYear);
  switch (schooling) {
    case 'NONE':
    case 'PRIMARY':
      return [];
    case 'LOWER_SECONDARY':
      return [lower];
    case 'UPPER_SECONDARY':
      return [lower, upper];
    case 'COLLEGE':
      return [lower, upper, college()];
    case 'BACHELOR':
      return [lower, upper, ...university().slice(0, 1)];
    case 'MASTER':
      return [lower, upper, ...university().slice(0, 2)];
    case 'DOCTOR':
      return [lower, upper, ...university()];
  }
}

/** What was issued before registers were kept on computers was mostly never entered. */
function chanceEntered(year: number): number {
  if (year >= 2015) return 0.9;
  if (year >= 2000) return 0.35;
  return year >= 1976 ? 0.05 : 0;
}

function drawClassification(random: Random): string {
  const rank = random.next();
  if (rank < 0.04) return 'EXCELLENT';
  if (rank < 0.22) return 'VERY_GOOD';
  return rank < 0.75 ? 'GOOD' : 'AVERAGE';
}
