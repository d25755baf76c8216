import { describe, expect, test } from '@jest/globals';
import type { Occupation, Person } from '../../../../subgraphs/_kit/people/person.ts';
import { generated, households, percentOf } from './sample.ts';

/** The national figures that the people are made after (`docs/data.md`), in percent, and how far off they may be. */
const shares: readonly (readonly [
  what: string,
  percent: number,
  within: number,
  isTrue: (person: Person) => boolean,
])[] = [
  ['men', 49.8, 1, ({ sex }) => sex === 'MALE'],
  ['Kinh', 85.3, 2, ({ ethnicity }) => ethnicity.name === 'Kinh'],
  ['Tày', 1.9, 0.7, ({ ethnicity }) => ethnicity.name === 'Tày'],
  ['Khmer', 1.4, 0.7, ({ ethnicity }) => ethnicity.name === 'Khmer'],
  ['without a religion', 86, 2.5, ({ religion }) => religion === null],
  ['Catholics', 6.1, 1.5, ({ religion }) => religion === 'Công giáo'],
  ['in towns', 38.1, 4, ({ permanentAddress }) => !(permanentAddress.commune?.name ?? 'Xã').startsWith('Xã')],
  ['in Hà Nội', 8.4, 1, ({ permanentAddress }) => permanentAddress.province.code === '001'],
  ['in Hồ Chí Minh City', 9.3, 1, ({ permanentAddress }) => permanentAddress.province.code === '079'],
  ['with a chip card', 67, 3, ({ hasChipCard }) => hasChipCard],
  ['with an electronic identity of level 2', 65, 3, ({ eidLevel }) => eidLevel === 2],
  ['with an electronic identity of level 1', 3, 2, ({ eidLevel }) => eidLevel === 1],
  ['employed, hence insured', 17, 1.5, ({ employer }) => employer !== null],
  ['in schools and kindergartens', 24, 2, ({ occupation, age }) => occupation === 'PUPIL' || (age >= 3 && age < 6)],
  ['civil servants and teachers', 2, 0.5, ({ occupation }) => ['CIVIL_SERVANT', 'TEACHER'].includes(occupation)],
  ['named Nguyễn', 38.4, 4, ({ name }) => name.surname === 'Nguyễn'],
  ['named Trần', 12.1, 2, ({ name }) => name.surname === 'Trần'],
];

const fiveYearShares = [8.0, 8.4, 7.9, 6.9, 7.0, 8.4, 8.5, 7.8, 7.0, 6.6, 6.0, 5.6, 4.2, 2.9, 1.7, 1.2, 1.9];

describe('the shares of 20,000 people', () => {
  test.each(shares)('%s: %d %% (± %d)', (_, percent, within, isTrue) => {
    expect(Math.abs(percentOf(generated, isTrue) - percent)).toBeLessThanOrEqual(within);
  });

  test.each(fiveYearShares.map((percent, i) => [5 * i, percent] as const))('from %i years: %d %%', (from, percent) => {
    const share = percentOf(generated, ({ age }) => Math.min(80, Math.floor(age / 5) * 5) === from);
    expect(Math.abs(share - percent)).toBeLessThanOrEqual(0.7);
  });

  test('ever married among those of 15 and above: 77.5 %', () => {
    const grown = generated.filter(({ age }) => age >= 15);
    expect(Math.abs(percentOf(grown, ({ maritalStatus }) => maritalStatus !== 'SINGLE') - 77.5)).toBeLessThan(4);
  });

  test('3.6 people live in a household', () => {
    expect(Math.abs(generated.length / households.length - 3.6)).toBeLessThan(0.15);
  });

  test('everybody has an occupation of their age', () => {
    const leastAges: Partial<Record<Occupation, number>> = {
      PUPIL: 6,
      STUDENT: 18,
      EMPLOYEE: 18,
      JUDGE: 30,
      PENSIONER: 60,
    };
    expect(generated.filter(({ age, occupation }) => age < (leastAges[occupation] ?? 0))).toEqual([]);
    expect(generated.filter(({ age, occupation }) => age >= 18 && ['CHILD', 'PUPIL'].includes(occupation))).toEqual([]);
  });
});
