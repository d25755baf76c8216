import { createTextScalar } from './scalar.ts';

export const PersonalId = createTextScalar({
  name: 'PersonalId',
  expected: 'a string of exactly 12 digits',
  pattern: /^[0-9]{12}$/,
});
