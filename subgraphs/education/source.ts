import type { Kysely } from 'kysely';
import { anyOf, many, one, personalIdOf } from '../_kit/reads.ts';

/** The tables of `migrations/`. */
export interface EducationDatabase {
  school: { code: string; name: string; stage: string; province: string };
  record: {
    personal_id: string;
    code: string;
    recorded_name: string;
    recorded_date_of_birth: string | null;
    match_status: string;
  };
  learner: {
    personal_id: string;
    school_code: string;
    grade: number | null;
    class_name: string | null;
    school_year: string;
    status: string;
  };
  diploma: {
    personal_id: string;
    level: string;
    major: string | null;
    school_code: string;
    graduation_year: number;
    classification: string | null;
    serial_number: string;
    registry_number: string;
    issued_on: string;
    status: string;
  };
  exam_registration: {
    personal_id: string;
    year: number;
    exam_room: string | null;
    subjects: string[];
    is_online: boolean;
  };
  exam_result: { personal_id: string; year: number; subject: string; score: number };
  admission_application: {
    personal_id: string;
    year: number;
    wish_number: number;
    university_code: string;
    major: string;
    method: string;
    result: string;
  };
  teacher: { personal_id: string; code: string; school_code: string; subject: string | null; since: string };
  special_need: { personal_id: string; kind: string };
}

export type EducationSource = ReturnType<typeof openSource>;

/** The reads of the education database: schools by their code, all others by personal ID. */
export function openSource(database: Kysely<EducationDatabase>) {
  return {
    records: one(
      (personalIds) =>
        database
          .selectFrom('record')
          .select([
            'personal_id as personalId',
            'code',
            'recorded_name as recordedName',
            'recorded_date_of_birth as recordedDateOfBirth',
            'match_status as matchStatus',
          ])
          .where('personal_id', '=', anyOf(personalIds)),
      personalIdOf,
    ),
    learners: one(
      (personalIds) =>
        database
          .selectFrom('learner')
          .select([
            'personal_id as personalId',
            'school_code as schoolCode',
            'grade',
            'class_name as className',
            'school_year as schoolYear',
            'status',
          ])
          .where('personal_id', '=', anyOf(personalIds)),
      personalIdOf,
    ),
    diplomas: many(
      (personalIds) =>
        database
          .selectFrom('diploma')
          .select([
            'personal_id as personalId',
            'level',
            'major',
            'school_code as schoolCode',
            'graduation_year as graduationYear',
            'classification',
            'serial_number as serialNumber',
            'registry_number as registryNumber',
            'issued_on as issuedOn',
            'status',
          ])
          .where('personal_id', '=', anyOf(personalIds))
          .orderBy('issued_on', 'desc')
          .orderBy('serial_number'),
      personalIdOf,
    ),
    examRegistrations: many(
      (personalIds) =>
        database
          .selectFrom('exam_registration')
          .select(['personal_id as personalId', 'year', 'exam_room as examRoom', 'subjects', 'is_online as isOnline'])
          .where('personal_id', '=', anyOf(personalIds))
          .orderBy('year', 'desc'),
      personalIdOf,
    ),
    examResults: many(
      (personalIds) =>
        database
          .selectFrom('exam_result')
          .select(['personal_id as personalId', 'year', 'subject', 'score'])
          .where('personal_id', '=', anyOf(personalIds))
          .orderBy('year', 'desc')
          .orderBy('subject'),
      personalIdOf,
    ),
    admissionApplications: many(
      (personalIds) =>
        database
          .selectFrom('admission_application')
          .select([
            'personal_id as personalId',
            'year',
            'wish_number as wishNumber',
            'university_code as schoolCode',
            'major',
            'method',
            'result',
          ])
          .where('personal_id', '=', anyOf(personalIds))
          .orderBy('year', 'desc')
          .orderBy('wish_number'),
      personalIdOf,
    ),
    teachers: one(
      (personalIds) =>
        database
          .selectFrom('teacher')
          .select(['personal_id as personalId', 'code', 'school_code as schoolCode', 'subject', 'since'])
          .where('personal_id', '=', anyOf(personalIds)),
      personalIdOf,
    ),
    specialNeeds: many(
      (personalIds) =>
        database
          .selectFrom('special_need')
          .select(['personal_id as personalId', 'kind'])
          .where('personal_id', '=', anyOf(personalIds))
          .orderBy('kind'),
      personalIdOf,
    ),
    schools: one(
      (codes) =>
        database.selectFrom('school').select(['code', 'name', 'stage', 'province']).where('code', '=', anyOf(codes)),
      ({ code }) => code,
    ),
  };
}
