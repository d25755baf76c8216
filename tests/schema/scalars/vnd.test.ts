import { describe, expect, test } from '@jest/globals';
import { Vnd } from '../../../schema/scalars/vnd.ts';
import { literal, refusal } from './support/scalar-input.ts';

describe('Vnd', () => {
  test.each([0, 9_000, -18_000, 1_259_000_000_000])('takes %d', (amount) => {
    expect(Vnd.parseValue(amount)).toBe(amount);
    expect(Vnd.serialize(amount)).toBe(amount);
    expect(Vnd.parseLiteral(literal(String(amount)))).toBe(amount);
  });

  test.each([0.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, '9000', 9000n, null, true])(
    'refuses %p and does not repeat it',
    (value) => {
      expect(refusal(() => Vnd.parseValue(value))).toBe('Vnd must be a whole number of đồng.');
      expect(refusal(() => Vnd.serialize(value))).toBe('Vnd must be a whole number of đồng.');
    },
  );

  test.each(['"9000"', '0.5', '9007199254740993', 'ABC', 'null'])('refuses the literal %s', (text) => {
    expect(refusal(() => Vnd.parseLiteral(literal(text)))).toBe('Vnd must be a whole number of đồng.');
  });
});
