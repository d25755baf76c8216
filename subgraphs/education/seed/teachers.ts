import type { Person } from '../../_kit/people/person.ts';
import type { Random } from '../../_kit/people/random.ts';
import type { SeedRun } from '../../_kit/seeding/seed.ts';
import { examYearOf, SCHOOL_YEAR_END } from './school-age.ts';
import { localSchoolCode, type Stage } from './schools.ts';

/** Adds a teacher's post. Serials from 9800000000 on are those of made-up people. */
export function addTeacher(add: SeedRun['add'], random: Random, person: Person, serial: number) {
  const stage = drawStage(random);
  const hasSubject = stage === 'LOWER_SECONDARY' || stage === 'UPPER_SECONDARY';
  add(
    'teacher',
    person.personalId,
    String(9_800_000_000 + serial),
    localSchoolCode(person.permanentAddress, stage),
    hasSubject ? random.pick(SUBJECTS) : null,
    String(Math.min(SCHOOL_YEAR_END - 1, examYearOf(person) + random.integer(4, 6))),
  );
}

function drawStage(random: Random): Stage {
  const place = random.next();
  if (place < 0.27) return 'KINDERGARTEN';
  if (place < 0.58) return 'PRIMARY';
  return place < 0.86 ? 'LOWER_SECONDARY' : 'UPPER_SECONDARY';
}

const SUBJECTS = [
  'Ngữ văn',
  'Toán',
  'Tiếng Anh',
  'Khoa học tự nhiên',
  'Vật lí',
  'Hóa học',
  'Sinh học',
  'Lịch sử và Địa lí',
  'Giáo dục công dân',
  'Tin học',
  'Công nghệ',
  'Giáo dục thể chất',
  'Nghệ thuật',
];
