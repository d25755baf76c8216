import { describe, expect, test } from '@jest/globals';
import { EducationCode } from '../../../subgraphs/education/education-code.ts';
import { SchoolCode } from '../../../subgraphs/education/school-code.ts';
import { SchoolYear } from '../../../subgraphs/education/school-year.ts';

const cases = [
  { scalar: EducationCode, right: ['9900000000'], wrong: ['990000000', '99000000000'] },
  { scalar: SchoolCode, right: ['01004390'], wrong: ['0100439', '010043900'] },
  { scalar: SchoolYear, right: ['2025-2026', '1999-2000'], wrong: ['2025-2025', '2025-2027', '2025/2026'] },
];

describe.each(cases)('$scalar', ({ scalar, right, wrong }) => {
  test.each(right)('takes %s', (text) => {
    expect(scalar.parseValue(text)).toBe(text);
  });

  test.each(wrong)('refuses %s without repeating it', (text) => {
    expect(() => scalar.serialize(text)).toThrow(`${scalar.name} must be`);
    expect(() => scalar.serialize(text)).not.toThrow(text);
  });
});
