import { createTextScalar } from '../_kit/text-scalar.ts';

export const SchoolYear = createTextScalar({
  name: 'SchoolYear',
  expected: 'two years that follow each other, such as 2025-2026',
  pattern: /^[0-9]{4}-[0-9]{4}$/,
  isValid: (years) => Number(years.slice(5)) === Number(years.slice(0, 4)) + 1,
});
