import { expect, test } from '@jest/globals';
import { readFieldLabel } from '../../../gateway/disclosure/field-label.ts';

test('a label is the first sentence and the Vietnamese term', () => {
  const description = `
    The full name as registered at birth: surname, middle name, given name. Null for a number that was replaced.
    (Họ, chữ đệm và tên khai sinh.)
  `;
  expect(readFieldLabel(description, 'Citizen.fullName')).toEqual({
    en: 'The full name as registered at birth',
    vi: 'Họ, chữ đệm và tên khai sinh',
  });
});

test.each([null, '', 'No term at the end.'])('a label of a field that says %j is its coordinate', (description) => {
  expect(readFieldLabel(description, 'Citizen.age')).toEqual({ en: 'Citizen.age', vi: 'Citizen.age' });
});
