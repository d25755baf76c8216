import { describe, expect, test } from '@jest/globals';
import { CaseAcceptanceNumber, CaseRegisterNumber, JudgmentNumber } from '../../../subgraphs/courts/identifiers.ts';

describe('numbers of cases and judgments', () => {
  test.each([
    [CaseAcceptanceNumber, '10/2020/TLST-DS'],
    [CaseAcceptanceNumber, '30/2021/TLPT-DS'],
    [CaseAcceptanceNumber, '7/2024/TLST-HNGĐ'],
    [CaseRegisterNumber, 'TA01901:10/2020/TLST-DS'],
    [JudgmentNumber, '53/2020/DS-ST'],
    [JudgmentNumber, '223/2021/DS-PT'],
    [JudgmentNumber, '34/2025/DS-ST'],
  ])('%s takes %s', (scalar, number) => {
    expect(scalar.parseValue(number)).toBe(number);
  });

  test.each([
    [JudgmentNumber, '53/DS-ST/2020x'],
    [JudgmentNumber, '53/2020/XX-ST'],
    [CaseAcceptanceNumber, '0/2020/TLST-DS'],
    [CaseAcceptanceNumber, '10/20/TLST-DS'],
    [CaseRegisterNumber, '10/2020/TLST-DS'],
  ])('%s refuses %s', (scalar, number) => {
    expect(() => scalar.parseValue(number)).toThrow(`${scalar.name} must be `);
  });
});
