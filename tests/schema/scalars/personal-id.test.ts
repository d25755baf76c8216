import { describe, expect, test } from '@jest/globals';
import { PersonalId } from '../../../schema/scalars/personal-id.ts';
import { literal, refusal } from './support/scalar-input.ts';

describe('PersonalId', () => {
  test.each([
    ['born in Hà Nội', '001201009999'],
    ['born in TP.HCM', '079187000123'],
    ['of a province code that was never given', '003099000001'],
    ['born abroad', '101199000001'],
  ])('takes a number %s as it is', (_, personalId) => {
    expect(PersonalId.parseValue(personalId)).toBe(personalId);
    expect(PersonalId.serialize(personalId)).toBe(personalId);
    expect(PersonalId.parseLiteral(literal(`"${personalId}"`))).toBe(personalId);
  });

  test.each([
    ['10 digits', '0010010099'],
    ['11 digits', '00120100999'],
    ['13 digits', '0012010099990'],
    ['letters', '00120100999A'],
    ['digits of another script', '٠٠١٢٠١٠٠٩٩٩٩'],
    ['a space', '001201009999 '],
    ['a line break', '001201009999\n'],
    ['nothing', ''],
    ['a number, whose leading zeros are lost', 1201009999],
    ['a number of 12 digits', 101199000001],
    ['a list', ['001201009999']],
    ['null', null],
  ])('refuses %s and does not repeat it', (_, value) => {
    expect(refusal(() => PersonalId.parseValue(value))).toBe('PersonalId must be a string of exactly 12 digits.');
    expect(refusal(() => PersonalId.serialize(value))).toBe('PersonalId must be a string of exactly 12 digits.');
  });

  test.each(['"00120100999"', '101199000001', 'ABC', '{ a: "001201009999" }'])(
    'refuses the literal %s and does not repeat it',
    (text) => {
      expect(refusal(() => PersonalId.parseLiteral(literal(text)))).toBe(
        'PersonalId must be a string of exactly 12 digits.',
      );
    },
  );
});
