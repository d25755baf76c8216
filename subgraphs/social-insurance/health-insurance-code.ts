import { createTextScalar } from '../_kit/text-scalar.ts';

/** @see Decision 1351/QĐ-BHXH of 2015 */
export const HealthInsuranceCode = createTextScalar({
  name: 'HealthInsuranceCode',
  expected: 'a code of 15 characters such as DN4010116001234',
  pattern: /^[A-Z]{2}[1-5][0-9]{12}$/,
});
