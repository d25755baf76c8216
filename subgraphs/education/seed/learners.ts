import type { Person } from '../../_kit/people/person.ts';
import type { Random } from '../../_kit/people/random.ts';
import type { SeedRun } from '../../_kit/seeding/seed.ts';
import { gradeOf, SCHOOL_YEAR_END } from './school-age.ts';
import { type Course, localSchoolCode, type Stage } from './schools.ts';

const SCHOOL_YEAR = `${SCHOOL_YEAR_END - 1}-${SCHOOL_YEAR_END}`;

/** Whether somebody learns: pupils, students, and most children from two on. */
export function isLearner(random: Random, { occupation, age, dateOfDeath }: Person): boolean {
  if (dateOfDeath) return false;
  if (occupation === 'CHILD') return age >= 2 && random.chance(age === 2 ? 0.4 : 0.93);
  return occupation === 'PUPIL' || occupation === 'STUDENT';
}

/** @param course  what a student studies */
export function addLearner(add: SeedRun['add'], random: Random, person: Person, course: Course | undefined) {
  const status =
    person.occupation !== 'STUDENT' || random.chance(0.97) ? 'STUDYING' : random.pick(['ON_LEAVE', 'LEFT']);
  const learnsAt = course ? drawStudy(person, course) : drawSchooling(random, person);
  const { schoolCode, grade, className } = learnsAt;
  add('learner', person.personalId, schoolCode, grade, className, SCHOOL_YEAR, status);
  if (random.chance(0.012)) add('special_need', person.personalId, drawSpecialNeed(random));
}

interface LearnsAt {
  readonly schoolCode: string;
  readonly grade: number | null;
  readonly className: string | null;
}

/** The year of study counts from the year after grade 12. */
function drawStudy(person: Person, { schoolCode }: Course): LearnsAt {
  return { schoolCode, grade: gradeOf(person) - 12, className: null };
}

function drawSchooling(random: Random, person: Person): LearnsAt {
  const grade = person.occupation === 'CHILD' ? null : gradeOf(person);
  const className =
    grade === null ? `Lớp ${person.age} tuổi ${random.pick(['A', 'B', 'C'])}` : `${grade}A${random.integer(1, 8)}`;
  return { schoolCode: localSchoolCode(person.permanentAddress, stageOf(grade)), grade, className };
}

function stageOf(grade: number | null): Stage {
  if (grade === null) return 'KINDERGARTEN';
  if (grade <= 5) return 'PRIMARY';
  return grade <= 9 ? 'LOWER_SECONDARY' : 'UPPER_SECONDARY';
}

function drawSpecialNeed(random: Random): string {
  return random.pick(['SEEING', 'HEARING_AND_SPEAKING', 'MOVING', 'UNDERSTANDING', 'UNDERSTANDING', 'OTHER']);
}
