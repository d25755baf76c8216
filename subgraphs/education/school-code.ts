import { createTextScalar } from '../_kit/text-scalar.ts';

export const SchoolCode = createTextScalar({
  name: 'SchoolCode',
  expected: 'a school code of 8 digits',
  pattern: /^[0-9]{8}$/,
});
