import { describe, expect, test } from '@jest/globals';
import { median, percentile } from './statistics.ts';

describe('median', () => {
  test('is the value in the middle, whatever the order', () => {
    expect(median([10, 9, 100])).toBe(10);
  });

  test('is the mean of the two in the middle of an even number', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  test('does not exist for no values', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('percentile', () => {
  const sorted = Float64Array.from({ length: 200 }, (_, i) => i + 1);

  test('is the smallest value that the share of all does not exceed', () => {
    expect([0.5, 0.95, 0.99, 1].map((share) => percentile(sorted, share))).toEqual([100, 190, 198, 200]);
  });

  test('of a single value is that value', () => {
    expect(percentile([7], 0.5)).toBe(7);
  });

  test('is not a number when there are no values', () => {
    expect(percentile([], 0.5)).toBeNaN();
  });
});
