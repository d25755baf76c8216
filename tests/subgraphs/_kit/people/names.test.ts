import { describe, expect, test } from '@jest/globals';
import { generated, getPerson, households, percentOf } from './sample.ts';

const kinh = generated.filter(({ ethnicity }) => ethnicity.name === 'Kinh');
const northern = kinh.filter(({ origin }) => origin.code < '048');
const southern = kinh.filter(({ origin }) => origin.code >= '048');

describe('names', () => {
  test('are spelled as the region of origin does: Hoàng and Vũ in the north, Huỳnh and Võ in the south', () => {
    expect(northern.filter(({ name }) => ['Huỳnh', 'Võ'].includes(name.surname))).toEqual([]);
    expect(southern.filter(({ name }) => ['Hoàng', 'Vũ'].includes(name.surname))).toEqual([]);
    expect(northern.some(({ name }) => name.surname === 'Hoàng')).toBe(true);
    expect(southern.some(({ name }) => name.surname === 'Huỳnh')).toBe(true);
  });

  test('are surname, middle words and given name, in NFC', () => {
    const others = generated.filter(({ name, fullName }) => {
      return fullName !== `${name.surname} ${name.middle} ${name.given}`.normalize('NFC');
    });
    expect(others).toEqual([]);
  });

  test('have Thị in the middle for women, much more rarely since 2000, never for men', () => {
    const hasThi = (person: (typeof generated)[number]) => person.name.middle.startsWith('Thị');
    const women = kinh.filter(({ sex }) => sex === 'FEMALE');
    expect(
      percentOf(
        women.filter(({ dateOfBirth }) => dateOfBirth < '2000'),
        hasThi,
      ),
    ).toBeGreaterThan(75);
    expect(
      percentOf(
        women.filter(({ dateOfBirth }) => dateOfBirth >= '2000'),
        hasThi,
      ),
    ).toBeLessThan(35);
    expect(kinh.filter((person) => person.sex === 'MALE' && hasThi(person))).toEqual([]);
  });

  test('pass from fathers to children, and not to wives', () => {
    const withFather = generated.filter(({ fatherPersonalId }) => fatherPersonalId !== null);
    const others = withFather.filter(({ name, fatherPersonalId, origin, ethnicity }) => {
      const father = getPerson(fatherPersonalId ?? '');
      const isSame = name.surname === father.name.surname && origin.code === father.origin.code;
      return !isSame || ethnicity.code !== father.ethnicity.code;
    });
    expect(others).toEqual([]);
    const wives = generated.filter(({ sex, spousePersonalId }) => sex === 'FEMALE' && spousePersonalId !== null);
    const same = percentOf(wives, (wife) => getPerson(wife.spousePersonalId ?? '').name.surname === wife.name.surname);
    expect(same).toBeLessThan(30);
  });

  test('differ within a household', () => {
    const unclear = households.filter(
      ({ householdId, members }) =>
        !householdId.startsWith('H99') && new Set(members.map(({ fullName }) => fullName)).size < members.length,
    );
    expect(unclear).toEqual([]);
  });
});
