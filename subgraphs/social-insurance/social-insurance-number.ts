import { createTextScalar } from '../_kit/text-scalar.ts';

export const SocialInsuranceNumber = createTextScalar({
  name: 'SocialInsuranceNumber',
  expected: 'a social insurance number of 10 digits',
  pattern: /^[0-9]{10}$/,
});
