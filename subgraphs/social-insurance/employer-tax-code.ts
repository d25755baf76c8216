import { createTextScalar } from '../_kit/text-scalar.ts';

/** Its check digit is the tax authority's to judge: a copy on file here may be wrong. */
export const EmployerTaxCode = createTextScalar({
  name: 'EmployerTaxCode',
  expected: 'a tax code of 10 digits, or 13 as 0314409058-002',
  pattern: /^[0-9]{10}(-[0-9]{3})?$/,
});
