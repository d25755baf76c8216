import { describe, expect, test } from '@jest/globals';
import { generateHouseholds } from '../../../../subgraphs/_kit/people/generate-households.ts';
import { createRandom } from '../../../../subgraphs/_kit/people/random.ts';
import { recordCopy } from '../../../../subgraphs/_kit/seeding/recorded-copy.ts';

const people = [...generateHouseholds({ citizens: 5000 })].flatMap(({ members }) => members);
const copyAll = (errorRate: number) =>
  people.map((person) => ({ person, copy: recordCopy(createRandom(person.personalId), person, errorRate) }));

describe("a register's own copy of a person", () => {
  test('is the truth when nothing goes wrong, as far as the register can know it', () => {
    for (const { person, copy } of copyAll(0)) {
      expect(copy.name).toBe(person.fullName);
      expect(copy.dateOfBirth).toBe(
        person.birthDateKnown === 'YEAR' ? person.dateOfBirth.slice(0, 4) : person.dateOfBirth,
      );
    }
  });

  test('is wrong in each way that registers are', () => {
    const copies = copyAll(1);
    const differing = copies.filter(({ person, copy }) => copy.name !== person.fullName);
    const plain = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '');
    expect(differing.some(({ person, copy }) => plain(copy.name) === plain(person.fullName))).toBe(true);
    expect(differing.some(({ person, copy }) => plain(copy.name) !== plain(person.fullName))).toBe(true);

    const dates = copies.filter(({ person, copy }) => copy.dateOfBirth !== person.dateOfBirth);
    expect(dates.some(({ copy }) => copy.dateOfBirth.length === 4)).toBe(true);
    expect(dates.some(({ copy }) => copy.dateOfBirth.length === 10)).toBe(true);
  });

  test('knows whether it agrees with the population database', () => {
    for (const { person, copy } of copyAll(0.5)) {
      const knownDate = person.birthDateKnown === 'YEAR' ? person.dateOfBirth.slice(0, 4) : person.dateOfBirth;
      expect(copy.agrees).toBe(copy.name === person.fullName && copy.dateOfBirth === knownDate);
    }
  });

  test('always has a name in NFC and a day that exists', () => {
    for (const { copy } of copyAll(1)) {
      expect(copy.name).toBe(copy.name.normalize('NFC'));
      if (copy.dateOfBirth.length === 10) {
        expect(new Date(`${copy.dateOfBirth}T00:00:00Z`).toISOString()).toContain(copy.dateOfBirth);
      }
    }
  });
});
