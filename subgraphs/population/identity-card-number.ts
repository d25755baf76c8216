import { createTextScalar } from '../_kit/text-scalar.ts';

export const IdentityCardNumber = createTextScalar({
  name: 'IdentityCardNumber',
  expected: 'a string of exactly 9 or 12 digits',
  pattern: /^[0-9]{9}([0-9]{3})?$/,
});
