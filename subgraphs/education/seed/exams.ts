import type { Person } from '../../_kit/people/person.ts';
import type { Random } from '../../_kit/people/random.ts';
import type { SeedRun } from '../../_kit/seeding/seed.ts';
import { examYearOf, SCHOOL_YEAR_END } from './school-age.ts';
import { type Course, drawCourse } from './schools.ts';

/** The first year for which registrations are in the database. */
const FIRST_YEAR = 2022;

/** Whether somebody is, or since `FIRST_YEAR` was, a candidate for the graduation exam. */
export function isCandidate(person: Person): boolean {
  const year = examYearOf(person);
  if (year === SCHOOL_YEAR_END) return person.occupation === 'PUPIL';
  return year >= FIRST_YEAR && year < SCHOOL_YEAR_END && person.schooling === 'UPPER_SECONDARY';
}

/**
 * Adds a candidate's registration, the results, and the wishes for a university. This year's exam was days ago, so
 * nothing has come of it yet.
 * @param course  what the candidate now studies
 */
export function addExam(add: SeedRun['add'], random: Random, person: Person, course: Course | undefined) {
  const year = examYearOf(person);
  const isDecided = year < SCHOOL_YEAR_END;
  const subjects = drawSubjects(random, year);
  const room = `Phòng ${String(random.integer(1, 60)).padStart(3, '0')}`;
  add('exam_registration', person.personalId, year, room, subjects, random.chance(0.931));
  if (isDecided) {
    const talent = 3.5 + 4 * random.next();
    for (const subject of subjects) {
      add('exam_result', person.personalId, year, subject, quarter(talent + 2.5 * random.next()));
    }
  }
  if (course || random.chance(isDecided ? 0.3 : 0.6)) addWishes(add, random, person, { course, year, isDecided });
}

interface Wishes {
  readonly course: Course | undefined;
  readonly year: number;
  readonly isDecided: boolean;
}

/** A student was admitted to the last of the wishes; the others were in vain. */
function addWishes(add: SeedRun['add'], random: Random, person: Person, { course, year, isDecided }: Wishes) {
  const count = random.integer(1, 4);
  for (let wish = 1; wish <= count; wish++) {
    const admittedTo = wish === count ? course : undefined;
    const { schoolCode, major } = admittedTo ?? drawCourse(random, person, 'UNIVERSITY');
    const method = random.pick(['EXAM_SCORES', 'EXAM_SCORES', 'SCHOOL_MARKS', 'APTITUDE_TEST']);
    const result = isDecided ? (admittedTo ? 'ADMITTED' : 'NOT_ADMITTED') : 'PENDING';
    add('admission_application', person.personalId, year, wish, schoolCode, major, method, result);
  }
}

/** Since 2025 two subjects of choice beside literature and mathematics, before a foreign language and a group of three. */
function drawSubjects(random: Random, year: number): string[] {
  if (year < 2025) {
    return [
      'LITERATURE',
      'MATHEMATICS',
      'FOREIGN_LANGUAGE',
      ...(random.chance(0.4) ? ['PHYSICS', 'CHEMISTRY', 'BIOLOGY'] : ['HISTORY', 'GEOGRAPHY', 'ECONOMICS_AND_LAW']),
    ];
  }
  const first = random.integer(0, CHOICES.length - 1);
  const second = (first + random.integer(1, CHOICES.length - 1)) % CHOICES.length;
  return ['LITERATURE', 'MATHEMATICS', ...CHOICES.filter((_, index) => index === first || index === second)];
}

const CHOICES = [
  'FOREIGN_LANGUAGE',
  'PHYSICS',
  'CHEMISTRY',
  'BIOLOGY',
  'HISTORY',
  'GEOGRAPHY',
  'ECONOMICS_AND_LAW',
  'INFORMATICS',
  'TECHNOLOGY',
];

function quarter(score: number): number {
  return Math.min(10, Math.round(score * 4) / 4);
}
