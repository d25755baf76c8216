import { createTextScalar } from '../_kit/text-scalar.ts';

export const TaxCode = createTextScalar({
  name: 'TaxCode',
  expected: 'a tax code of 10 digits, or 13 as 0314409058-002, with a right check digit',
  pattern: /^[0-9]{10}(-(?!000)[0-9]{3})?$/,
  isValid: (code) => taxCodeCheckDigit(code.slice(0, 9)) === Number(code[9]),
});

const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/**
 * The tenth digit of a tax code.
 * @param stem  the first nine digits
 * @returns     0–9, or 10 for a stem that is never issued
 * @see Circular 105/2020/TT-BTC, article 5
 */
export function taxCodeCheckDigit(stem: string): number {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(stem[index]), 0);
  return 10 - (sum % 11);
}
