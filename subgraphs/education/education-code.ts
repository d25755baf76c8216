import { createTextScalar } from '../_kit/text-scalar.ts';

export const EducationCode = createTextScalar({
  name: 'EducationCode',
  expected: 'a code of 10 digits',
  pattern: /^[0-9]{10}$/,
});
