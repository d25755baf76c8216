import type { Address, Occupation, Person } from '../../_kit/people/person.ts';
import { getProvince, isSouthern, provinces } from '../../_kit/people/places.ts';
import type { Random } from '../../_kit/people/random.ts';
import type { SeedRun } from '../../_kit/seeding/seed.ts';
import { colleges, type University, universities } from './universities.ts';

/** Stages with a school in every district, in the order of the digit that stands for each in a code. */
const STAGES = ['KINDERGARTEN', 'PRIMARY', 'LOWER_SECONDARY', 'UPPER_SECONDARY'] as const;

export type Stage = (typeof STAGES)[number];

const KINDS: Readonly<Record<Stage, string>> = {
  KINDERGARTEN: 'Trường Mầm non Mẫu',
  PRIMARY: 'Trường Tiểu học Mẫu',
  LOWER_SECONDARY: 'Trường Trung học cơ sở Mẫu',
  UPPER_SECONDARY: 'Trường Trung học phổ thông Mẫu',
};

/** Adds all schools: one of each stage in each of the 705 districts, and the universities and colleges. */
export function addSchools(add: SeedRun['add']) {
  for (const province of provinces) {
    for (const district of province.districts) {
      for (const stage of STAGES) {
        const code = schoolCode(province.code, district.code, stage);
        add('school', code, `${KINDS[stage]} ${district.name}`, stage, province.successor.name);
      }
    }
  }
  for (const [stage, list] of [['UNIVERSITY', universities] as const, ['COLLEGE', colleges] as const]) {
    for (const { provinceCode, name, code } of list.map(withCode)) {
      add('school', code, name, stage, getProvince(provinceCode).successor.name);
    }
  }
}

/** The code of the school of a stage in the district of an address. */
export function localSchoolCode({ province, district }: Address, stage: Stage): string {
  return schoolCode(province.code, district.code, stage);
}

/** Province and district as in the register of units, the stage, and the serial 90, which no real school has. */
function schoolCode(provinceCode: string, districtCode: string, stage: Stage): string {
  return `${provinceCode.slice(-2)}${districtCode}${STAGES.indexOf(stage) + 1}90`;
}

/** A place to study one thing. */
export interface Course {
  readonly schoolCode: string;
  readonly major: string;
}

/** Draws where and what somebody studied: what their work asks for, in the half of the country that they live in. */
export function drawCourse(random: Random, person: Person, level: 'UNIVERSITY' | 'COLLEGE'): Course {
  const isSouth = isSouthern(person.permanentAddress.province.code);
  const key = `${level} ${isSouth} ${person.occupation}`;
  let courses = coursesByKey.get(key);
  if (courses === undefined) {
    courses = listCourses(level, isSouth, person.occupation);
    coursesByKey.set(key, courses);
  }
  return random.pick(courses);
}

/** At most one list for each level, half of the country and occupation. */
const coursesByKey = new Map<string, readonly Course[]>();

function listCourses(level: 'UNIVERSITY' | 'COLLEGE', isSouth: boolean, occupation: Occupation): readonly Course[] {
  const majors = (level === 'UNIVERSITY' && MAJORS_BY_OCCUPATION[occupation]) || /./;
  return (level === 'UNIVERSITY' ? universities : colleges)
    .map(withCode)
    .filter(({ provinceCode }) => isSouthern(provinceCode) === isSouth)
    .flatMap((school) => school.majors.map((major) => ({ schoolCode: school.code, major })))
    .filter(({ major }) => majors.test(major));
}

const MAJORS_BY_OCCUPATION: Partial<Record<Occupation, RegExp>> = {
  TEACHER: /^(Sư phạm|Giáo dục)/,
  DOCTOR: /^Y khoa/,
  JUDGE: /^Luật/,
  POLICE: /^Luật/,
  CIVIL_SERVANT: /^(Quản lý nhà nước|Luật|Quản trị nhân lực|Kinh tế|Kế toán|Công nghệ thông tin)/,
};

/** Universities have no district, and serials from 900 on. */
function withCode(university: University, index: number): University & { readonly code: string } {
  const isCollege = colleges.includes(university);
  return { ...university, code: `${university.provinceCode.slice(-2)}00${isCollege ? 5 : 6}${900 + index}` };
}
