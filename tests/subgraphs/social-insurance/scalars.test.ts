import { describe, expect, test } from '@jest/globals';
import { EmployerTaxCode } from '../../../subgraphs/social-insurance/employer-tax-code.ts';
import { HealthInsuranceCode } from '../../../subgraphs/social-insurance/health-insurance-code.ts';
import { SocialInsuranceNumber } from '../../../subgraphs/social-insurance/social-insurance-number.ts';

const cases = [
  { scalar: SocialInsuranceNumber, right: ['0110900000'], wrong: ['011090000', '01109000000', 'DN10900000'] },
  {
    scalar: HealthInsuranceCode,
    right: ['DN4010116001234', 'GD4400120123456', 'TE1220123000001'],
    wrong: ['DN9010116001234', 'GD440012012345', 'dn4010116001234'],
  },
  { scalar: EmployerTaxCode, right: ['0314409058', '0314409058-002'], wrong: ['031231234', '0314409058-02'] },
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
