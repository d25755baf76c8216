import { describe, expect, test } from '@jest/globals';
import { generateHouseholds } from '../../../subgraphs/_kit/people/generate-households.ts';
import education from '../../../subgraphs/education/ministry.ts';
import { type SeedRow, seedRows } from '../../support/seed-rows.ts';

const CITIZENS = 20_000;
const people = new Map(
  [...generateHouseholds({ citizens: CITIZENS })].flatMap(({ members }) => members).map((p) => [p.personalId, p]),
);
const rowsOf = seedRows(education, CITIZENS);
const occupationOf = ({ personal_id }: SeedRow) => people.get(String(personal_id))?.occupation;

describe('shares', () => {
  test('24 % of the citizens are in kindergarten or school', () => {
    const pupils = rowsOf('learner').filter((row) => occupationOf(row) !== 'STUDENT');
    expect(pupils.length / CITIZENS).toBeCloseTo(0.24, 1.7);
  });

  test('1 % of the citizens are candidates of the year, and 93 % of all candidates registered on line', () => {
    const registrations = rowsOf('exam_registration');
    expect(registrations.filter(({ year }) => year === 2026).length / CITIZENS).toBeCloseTo(0.01, 2);
    expect(registrations.filter(({ is_online }) => is_online).length / registrations.length).toBeCloseTo(0.931, 1.5);
  });

  test.each([
    ['PUPIL', 0.92],
    ['TEACHER', 0.95],
  ])('of all records of occupation %s a share of %d agrees with the population database', (occupation, share) => {
    const records = rowsOf('record').filter((row) => occupationOf(row) === occupation);
    const matched = records.filter(({ match_status }) => match_status === 'MATCHED');
    expect(matched.length / records.length).toBeCloseTo(share, 1.3);
  });
});

describe('what belongs together', () => {
  test('whoever is 6 is in grade 1, whoever is 17 in grade 12', () => {
    const pupils = rowsOf('learner').filter((row) => occupationOf(row) === 'PUPIL');
    expect(pupils.map(({ grade }) => grade)).toEqual(
      pupils.map(({ personal_id }) => (people.get(String(personal_id))?.age ?? 0) - 5),
    );
  });

  test('a student was admitted in one wish, to the university of today', () => {
    const admitted = rowsOf('admission_application').filter(({ result }) => result === 'ADMITTED');
    const schools = new Map(admitted.map(({ personal_id, university_code }) => [personal_id, university_code]));
    const students = rowsOf('learner').filter((row) => occupationOf(row) === 'STUDENT');
    expect(students).not.toEqual([]);
    for (const { personal_id, school_code } of students) expect(schools.get(personal_id)).toBe(school_code);
    expect(admitted).toHaveLength(students.length);
  });

  test("this year's exam has no results yet, each earlier one has one for each subject", () => {
    const results = Map.groupBy(rowsOf('exam_result'), ({ personal_id }) => personal_id);
    for (const { personal_id, year, subjects } of rowsOf('exam_registration')) {
      const sat = results.get(personal_id)?.map(({ subject }) => subject) ?? [];
      expect(sat).toEqual(year === 2026 ? [] : subjects);
    }
  });

  test('the dead neither learn nor teach', () => {
    const dead = ({ personal_id }: SeedRow) => people.get(String(personal_id))?.dateOfDeath !== null;
    expect([...rowsOf('learner'), ...rowsOf('teacher')].filter(dead)).toEqual([]);
  });

  test('codes, serial numbers and schools are each given once', () => {
    const keys = [
      ['record', 'code'],
      ['teacher', 'code'],
      ['diploma', 'serial_number'],
      ['school', 'code'],
    ] as const;
    for (const [table, column] of keys) {
      const values = rowsOf(table).map((row) => row[column]);
      expect(new Set(values).size).toBe(values.length);
    }
  });

  test('the showcase has a diploma of each step', () => {
    const showcase = [...people.values()].find(({ plantedCases }) => plantedCases.has('SHOWCASE'));
    const levels = rowsOf('diploma').filter(({ personal_id }) => personal_id === showcase?.personalId);
    expect(levels.map(({ level }) => level)).toEqual(['LOWER_SECONDARY', 'UPPER_SECONDARY', 'BACHELOR', 'MASTER']);
  });
});
