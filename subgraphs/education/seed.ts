import type { Person } from '../_kit/people/person.ts';
import type { Random } from '../_kit/people/random.ts';
import { recordCopy } from '../_kit/seeding/recorded-copy.ts';
import type { Seed, SeedRun } from '../_kit/seeding/seed.ts';
import { addDiploma, drawDiplomas } from './seed/diplomas.ts';
import { addExam, isCandidate } from './seed/exams.ts';
import { addLearner, isLearner } from './seed/learners.ts';
import { addSchools, drawCourse } from './seed/schools.ts';
import { addTeacher } from './seed/teachers.ts';

/**
 * Everyone who learns, teaches, was a candidate of the last years or has a diploma that was entered is in the database.
 * 92 % of the pupils and 95 % of the teachers agree with the population database.
 */
export const seed: Seed = {
  tables: {
    school: ['code', 'name', 'stage', 'province'],
    record: ['personal_id', 'code', 'recorded_name', 'recorded_date_of_birth', 'match_status'],
    learner: ['personal_id', 'school_code', 'grade', 'class_name', 'school_year', 'status'],
    diploma: [
      'personal_id',
      'level',
      'major',
      'school_code',
      'graduation_year',
      'classification',
      'serial_number',
      'registry_number',
      'issued_on',
      'status',
    ],
    exam_registration: ['personal_id', 'year', 'exam_room', 'subjects', 'is_online'],
    exam_result: ['personal_id', 'year', 'subject', 'score'],
    admission_application: ['personal_id', 'year', 'wish_number', 'university_code', 'major', 'method', 'result'],
    teacher: ['personal_id', 'code', 'school_code', 'subject', 'since'],
    special_need: ['personal_id', 'kind'],
  },
  open: (run) => {
    addSchools(run.add);
    const serials: Serials = { record: createSerial(), diploma: createSerial(), teacher: createSerial() };
    return ({ members }) => {
      for (const person of members) seedPerson(run, person, serials);
    };
  },
};

interface Serials {
  readonly record: () => number;
  readonly diploma: () => number;
  readonly teacher: () => number;
}

function createSerial(): () => number {
  let serial = 0;
  return () => serial++;
}

function seedPerson({ add, random }: SeedRun, person: Person, serials: Serials) {
  const draw = random('record', person.personalId);
  const learns = isLearner(draw, person);
  const teaches = person.occupation === 'TEACHER';
  const sitsExam = isCandidate(person);
  const diplomas = drawDiplomas(draw, person);
  if (!learns && !teaches && !sitsExam && diplomas.length === 0) return;

  addRecord(add, draw, person, serials.record());
  const course = person.occupation === 'STUDENT' ? drawCourse(draw, person, 'UNIVERSITY') : undefined;
  if (learns) addLearner(add, draw, person, course);
  if (sitsExam) addExam(add, draw, person, course);
  if (teaches) addTeacher(add, draw, person, serials.teacher());
  for (const diploma of diplomas) addDiploma(add, draw, person, diploma, serials.diploma());
}

/** Serials from 9900000000 on are those of made-up people. */
function addRecord(add: SeedRun['add'], random: Random, person: Person, serial: number) {
  const { name, dateOfBirth } = recordCopy(random, person, 0.015);
  const agrees = name === person.fullName && dateOfBirth === person.dateOfBirth;
  const isUnchecked = random.chance(person.occupation === 'TEACHER' ? 0.035 : 0.063);
  add(
    'record',
    person.personalId,
    String(9_900_000_000 + serial),
    name,
    dateOfBirth,
    agrees ? (isUnchecked ? 'UNCHECKED' : 'MATCHED') : 'MISMATCHED',
  );
}
