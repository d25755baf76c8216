import { describe, expect, test } from '@jest/globals';
import { ageOn } from '../../../../subgraphs/_kit/people/calendar.ts';
import { personalIdStem } from '../../../../subgraphs/_kit/people/serials.ts';
import { generated, people, percentOf, planted } from './sample.ts';

describe('personal IDs', () => {
  test('are never given twice, superseded ones included', () => {
    const all = people.flatMap((person) => [
      person.personalId,
      ...person.supersededPersonalIds.map(({ personalId }) => personalId),
    ]);
    expect(new Set(all).size).toBe(all.length);
  });

  test('tell place of birth, sex and year of birth, but for the planted wrong one', () => {
    const wrong = people.filter(({ personalId, birthRegistration, sex, dateOfBirth }) => {
      return personalId.slice(0, 6) !== personalIdStem(birthRegistration.code, sex, Number(dateOfBirth.slice(0, 4)));
    });
    expect(wrong.map(({ plantedCases }) => [...plantedCases])).toEqual([['WRONG_SEX_DIGIT']]);
  });

  test('use the reserved serials: 90–98 for generated people, 99 for planted ones', () => {
    expect(generated.filter(({ personalId }) => !/^\d{6}9[0-8]\d{4}$/.test(personalId))).toEqual([]);
    expect(planted.filter(({ personalId }) => !/^\d{6}99\d{4}$/.test(personalId))).toEqual([]);
  });

  test('keep leading zeros and include a few births abroad', () => {
    expect(people.every(({ personalId }) => personalId.length === 12)).toBe(true);
    expect(percentOf(generated, ({ birthRegistration }) => birthRegistration.code >= '900')).toBeLessThan(0.3);
    expect(generated.some(({ birthRegistration }) => birthRegistration.code >= '900')).toBe(true);
  });
});

describe('9-digit numbers', () => {
  test('are never given twice, but for the planted shared one', () => {
    const numbers = people.flatMap(({ legacyIdNumbers }) => legacyIdNumbers);
    const seen = new Set<string>();
    const shared = numbers.filter(({ number }) => seen.size === seen.add(number).size);
    expect(shared).toEqual([{ number: '129990401', status: 'CONFLICT', issuedOn: '1992-03-30' }]);
  });

  test('are in the reserved serials', () => {
    const numbers = people.flatMap(({ legacyIdNumbers }) => legacyIdNumbers.map(({ number }) => number));
    expect(numbers.filter((number) => !/^(0[1-79]|08\d|[1-3]\d)9\d+$/.test(number) || number.length !== 9)).toEqual([]);
  });

  test('were given from the age of 14, before cards replaced them', () => {
    const early = generated.filter(({ legacyIdNumbers, dateOfBirth }) =>
      legacyIdNumbers.some(({ issuedOn }) => ageOn(dateOfBirth, issuedOn) < 14),
    );
    const late = generated.filter(({ legacyIdNumbers }) =>
      legacyIdNumbers.some(({ issuedOn }) => issuedOn >= '2021-01-01'),
    );
    expect([...early, ...late]).toEqual([]);
  });

  test('are several for a few', () => {
    const share = percentOf(generated, ({ legacyIdNumbers }) => legacyIdNumbers.length > 1);
    expect(share).toBeGreaterThan(1);
    expect(share).toBeLessThan(5);
  });
});

describe('ways to reach somebody', () => {
  test('are in the reserved ranges and never shared', () => {
    const phones = people.flatMap(({ phone }) => phone ?? []);
    const emails = people.flatMap(({ email }) => email ?? []);
    expect(phones.filter((phone) => !/^071\d{7}$/.test(phone))).toEqual([]);
    expect(emails.filter((email) => !/^[a-z]+(\.\d+)?@example\.com$/.test(email))).toEqual([]);
    expect(new Set(phones).size).toBe(phones.length);
    expect(new Set(emails).size).toBe(emails.length);
  });

  test('are a phone for everybody with an electronic identity, which at level 2 needs the chip card', () => {
    expect(people.filter(({ eidLevel, phone }) => eidLevel > 0 && phone === null)).toEqual([]);
    expect(people.filter(({ eidLevel, hasChipCard }) => eidLevel === 2 && !hasChipCard)).toEqual([]);
  });
});

describe('employers', () => {
  test('have a code of the reserved stem with a right check digit, one for each name and place', () => {
    const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];
    const employers = new Map(people.flatMap(({ employer }) => (employer ? [[employer.taxCode, employer.name]] : [])));
    expect(employers.size).toBeGreaterThan(1_000);
    for (const code of employers.keys()) {
      expect(code).toMatch(/^00[89]\d{7}$/);
      const sum = weights.reduce((total, weight, i) => total + weight * Number(code[i]), 0);
      expect(10 - (sum % 11)).toBe(Number(code[9]));
    }
  });
});
