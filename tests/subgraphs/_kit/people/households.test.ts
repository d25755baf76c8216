import { describe, expect, test } from '@jest/globals';
import { ageOn } from '../../../../subgraphs/_kit/people/calendar.ts';
import { generated, getPerson, households, people } from './sample.ts';

describe('households', () => {
  test('have one head who is alive, but for the two planted ones', () => {
    const odd = households.filter(({ members }) => {
      return (
        members.filter(({ relationToHead, dateOfDeath }) => relationToHead === 'HEAD' && !dateOfDeath).length !== 1
      );
    });
    expect(odd.map(({ members }) => [...(members[0]?.plantedCases ?? [])])).toEqual([
      ['HOUSEHOLD_WITHOUT_HEAD'],
      ['HOUSEHOLD_WITH_TWO_HEADS'],
    ]);
  });

  test('are one address, under a number of their own', () => {
    expect(new Set(households.map(({ householdId }) => householdId)).size).toBe(households.length);
    for (const { householdId, address, members } of households) {
      expect(members.every((member) => member.householdId === householdId && member.permanentAddress === address)).toBe(
        true,
      );
    }
  });

  test('have spouses who are each other’s, of age, and of the other sex', () => {
    const married = people.filter(({ spousePersonalId }) => spousePersonalId !== null);
    const odd = married.filter((person) => {
      const spouse = getPerson(person.spousePersonalId ?? '');
      const isCouple = spouse.spousePersonalId === person.personalId && spouse.sex !== person.sex;
      return !isCouple || spouse.maritalStatus !== 'MARRIED' || person.age < (person.sex === 'MALE' ? 20 : 18);
    });
    expect(odd).toEqual([]);
  });

  test('have parents who are at least 16 years older than their children, and know each other', () => {
    const odd = people.filter((child) =>
      [child.fatherPersonalId, child.motherPersonalId].some((personalId) => {
        if (personalId === null) return false;
        const parent = getPerson(personalId);
        const isMale = personalId === child.fatherPersonalId;
        if (parent.sex !== (isMale ? 'MALE' : 'FEMALE') || !parent.childPersonalIds.includes(child.personalId))
          return true;
        return ageOn(parent.dateOfBirth, child.dateOfBirth) < 16;
      }),
    );
    expect(odd).toEqual([]);
  });

  test('are of all kinds', () => {
    const relations = new Set(generated.map(({ relationToHead }) => relationToHead));
    expect([...relations].sort()).toEqual(['CHILD', 'GRANDCHILD', 'HEAD', 'OTHER', 'PARENT', 'SIBLING', 'SPOUSE']);
    expect(Math.max(...households.map(({ members }) => members.length))).toBeLessThanOrEqual(8);
  });

  test('leave nothing running for their dead', () => {
    const dead = generated.filter(({ dateOfDeath }) => dateOfDeath !== null);
    expect(dead.length).toBeGreaterThan(20);
    for (const { dateOfBirth, dateOfDeath, phone, eidLevel, employer, monthlyIncome } of dead) {
      expect(dateOfDeath !== null && dateOfDeath > dateOfBirth).toBe(true);
      expect({ phone, eidLevel, employer, monthlyIncome }).toEqual({
        phone: null,
        eidLevel: 0,
        employer: null,
        monthlyIncome: null,
      });
    }
  });
});
