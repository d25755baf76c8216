import { createTextScalar } from './scalar.ts';

export const LegacyIdNumber = createTextScalar({
  name: 'LegacyIdNumber',
  expected: 'a string of exactly 9 digits',
  pattern: /^[0-9]{9}$/,
});
