import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Person, PlantedCase } from '../../../../subgraphs/_kit/people/person.ts';
import { plantedHouseholds } from '../../../../subgraphs/_kit/people/planted/planted-households.ts';
import { planted } from './sample.ts';

/** The people of a case, in the order of their numbers' serials. */
function peopleOf(plantedCase: PlantedCase): Person[] {
  return planted
    .filter(({ plantedCases }) => plantedCases.has(plantedCase))
    .toSorted((a, b) => a.personalId.slice(6).localeCompare(b.personalId.slice(6)));
}

function householdOf({ householdId }: Person): readonly Person[] {
  return plantedHouseholds.find((household) => household.householdId === householdId)?.members ?? [];
}

describe('the table of planted cases in docs/data.md', () => {
  test('names each case with exactly its personal IDs', () => {
    const docs = readFileSync(new URL('../../../../docs/data.md', import.meta.url), 'utf8');
    const rows = [...docs.matchAll(/^\| [0-9–]+ \| `([A-Z0-9_]+)` \| ([^|]+) \|/gm)];
    const inDocs = Object.fromEntries(
      rows.map(([, plantedCase, people]) => [plantedCase, people?.match(/\b[0-9]{12}\b/g)?.toSorted()]),
    );
    const cases = new Set(planted.flatMap(({ plantedCases }) => [...plantedCases]));
    const inCode = Object.fromEntries(
      [...cases].map((plantedCase) => [
        plantedCase,
        peopleOf(plantedCase)
          .map(({ personalId }) => personalId)
          .toSorted(),
      ]),
    );
    expect(inDocs).toEqual(inCode);
  });
});

describe('planted people', () => {
  test('SHOWCASE is a civil servant with wife, children, cards, papers and a degree', () => {
    const [person] = peopleOf('SHOWCASE');
    expect(person).toMatchObject({
      personalId: '001085990001',
      fullName: 'Nguyễn Hoàng Minh',
      spousePersonalId: '001188990002',
      childPersonalIds: ['001215990003', '001320990004'],
      relationToHead: 'HEAD',
      hasChipCard: true,
      eidLevel: 2,
      schooling: 'MASTER',
      occupation: 'CIVIL_SERVANT',
    });
    expect(person?.legacyIdNumbers).toHaveLength(1);
    expect(person?.employer).not.toBeNull();
  });

  test('SAME_NAME_AND_BIRTH_DATE: nothing but number and place tells them apart', () => {
    const [one, other] = peopleOf('SAME_NAME_AND_BIRTH_DATE');
    expect(one?.fullName).toBe(other?.fullName);
    expect(one?.dateOfBirth).toBe(other?.dateOfBirth);
    expect(one?.birthRegistration).not.toEqual(other?.birthRegistration);
  });

  test('TWO_PERSONAL_IDS: the same person twice, once within a province and once across two', () => {
    const [within, withinToo, across, acrossToo] = peopleOf('TWO_PERSONAL_IDS');
    const told = (person: Person | undefined) => [person?.fullName, person?.dateOfBirth, person?.motherPersonalId];
    expect(told(within)).toEqual(told(withinToo));
    expect(told(across)).toEqual(told(acrossToo));
    expect(within?.permanentAddress.province).toEqual(withinToo?.permanentAddress.province);
    expect(across?.permanentAddress.province).not.toEqual(acrossToo?.permanentAddress.province);
    expect(within?.fatherPersonalId).toBe('022049990203');
  });

  test('REESTABLISHED_PERSONAL_ID: an old number that told another sex or year leads to the person', () => {
    const superseded = peopleOf('REESTABLISHED_PERSONAL_ID').map(({ supersededPersonalIds }) => supersededPersonalIds);
    expect(superseded).toEqual([
      [{ personalId: '048095990302', reason: 'SEX_CORRECTED', supersededOn: '2023-05-04' }],
      [{ personalId: '052061990304', reason: 'BIRTH_YEAR_CORRECTED', supersededOn: '2022-11-18' }],
    ]);
  });

  test('SHARED_LEGACY_NUMBER: two people, one number, in conflict', () => {
    const numbers = peopleOf('SHARED_LEGACY_NUMBER').map(({ legacyIdNumbers }) => legacyIdNumbers[0]);
    expect(numbers.map((legacy) => [legacy?.number, legacy?.status])).toEqual([
      ['129990401', 'CONFLICT'],
      ['129990401', 'CONFLICT'],
    ]);
  });

  test('HOUSEHOLD_WITHOUT_HEAD and HOUSEHOLD_WITH_TWO_HEADS: each in a household of two', () => {
    const heads = (plantedCase: PlantedCase) =>
      peopleOf(plantedCase).filter(({ relationToHead }) => relationToHead === 'HEAD').length;
    expect(peopleOf('HOUSEHOLD_WITHOUT_HEAD')).toHaveLength(2);
    expect(heads('HOUSEHOLD_WITHOUT_HEAD')).toBe(0);
    expect(heads('HOUSEHOLD_WITH_TWO_HEADS')).toBe(2);
  });

  test('WRONG_SEX_DIGIT: a woman whose number says man', () => {
    expect(peopleOf('WRONG_SEX_DIGIT')).toMatchObject([
      { sex: 'FEMALE', personalId: expect.stringMatching(/^\d{3}0/) },
    ]);
  });

  test('INSURED_NAME_TYPO: names with a tone mark that is put in two ways, insured by an employer', () => {
    for (const { fullName, employer } of peopleOf('INSURED_NAME_TYPO')) {
      expect(fullName).toMatch(/òa|ủy/);
      expect(employer).not.toBeNull();
    }
  });

  test('TWO_TAX_CODES: an employee', () => {
    expect(peopleOf('TWO_TAX_CODES')).toMatchObject([{ occupation: 'EMPLOYEE' }]);
  });

  test('BORN_ABROAD: the number begins with a country', () => {
    expect(peopleOf('BORN_ABROAD')).toMatchObject([
      { personalId: expect.stringMatching(/^904/), birthRegistration: { name: 'Cộng hòa Séc' } },
    ]);
  });

  test('BIRTH_YEAR_ONLY: day and month are not known', () => {
    expect(peopleOf('BIRTH_YEAR_ONLY')).toMatchObject([{ birthDateKnown: 'YEAR', dateOfBirth: '1944-01-01' }]);
  });

  test('DECEASED_WITH_LIVE_SIM: dead, with a phone still', () => {
    expect(peopleOf('DECEASED_WITH_LIVE_SIM')).toMatchObject([
      { dateOfDeath: '2025-12-17', phone: expect.stringMatching(/^071/), eidLevel: 0 },
    ]);
  });

  test('CHILD_WITHOUT_CARD: one of the age for a card, one below it', () => {
    const children = peopleOf('CHILD_WITHOUT_CARD');
    expect(children.map(({ age, hasChipCard }) => [age, hasChipCard])).toEqual([
      [15, false],
      [9, false],
    ]);
  });

  test('SPLIT_COMMUNE: lives in a commune of 2022 that went to several new ones', () => {
    expect(peopleOf('SPLIT_COMMUNE')).toMatchObject([{ permanentAddress: { commune: { name: 'Phường Bồ Đề' } } }]);
  });

  test('ISLAND_WITHOUT_COMMUNE: lives on Côn Đảo', () => {
    expect(peopleOf('ISLAND_WITHOUT_COMMUNE')).toMatchObject([
      { permanentAddress: { commune: null, district: { name: 'Huyện Côn Đảo' } } },
    ]);
  });

  test('EID_NONE, EID_LEVEL_1, EID_LEVEL_2: grown-ups with that level', () => {
    const levels = (['EID_NONE', 'EID_LEVEL_1', 'EID_LEVEL_2'] as const).map((c) => peopleOf(c).map((p) => p.eidLevel));
    expect(levels).toEqual([[0], [1], [2]]);
  });

  test('SENSITIVE_…: a judge, a police officer, a civil servant', () => {
    const cases = ['SENSITIVE_JUDGE', 'SENSITIVE_POLICE', 'SENSITIVE_CIVIL_SERVANT'] as const;
    expect(cases.flatMap(peopleOf).map(({ occupation }) => occupation)).toEqual(['JUDGE', 'POLICE', 'CIVIL_SERVANT']);
  });

  test('HOUSEHOLD_DISCOUNT: five grown-ups in one household, none with an employer', () => {
    const [first, ...others] = peopleOf('HOUSEHOLD_DISCOUNT');
    expect(others).toHaveLength(4);
    expect(first && householdOf(first)).toHaveLength(5);
    expect(first && householdOf(first).every(({ age, employer }) => age >= 18 && employer === null)).toBe(true);
  });

  test('RENT_SUPPORT_WITHOUT_INSURANCE: an employee who lodges near the work', () => {
    expect(peopleOf('RENT_SUPPORT_WITHOUT_INSURANCE')).toMatchObject([
      { occupation: 'EMPLOYEE', temporaryAddress: { address: { province: { name: 'Tỉnh Bình Dương' } } } },
    ]);
  });

  test('MINISTRY_DOWN and CONSENT_WITHDRAWN: people with an office, a phone and an electronic identity', () => {
    for (const person of [...peopleOf('MINISTRY_DOWN'), ...peopleOf('CONSENT_WITHDRAWN')]) {
      expect(person.employer).not.toBeNull();
      expect(person.eidLevel).toBe(2);
    }
  });

  test('refer only to people who are there', () => {
    const numbers = new Set(planted.map(({ personalId }) => personalId));
    const named = planted.flatMap(({ fatherPersonalId, motherPersonalId, spousePersonalId, childPersonalIds }) => [
      fatherPersonalId,
      motherPersonalId,
      spousePersonalId,
      ...childPersonalIds,
    ]);
    expect(named.filter((personalId) => personalId !== null && !numbers.has(personalId))).toEqual([]);
  });
});
