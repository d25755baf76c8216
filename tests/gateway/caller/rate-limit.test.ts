import { describe, expect, test } from '@jest/globals';
import { RateLimit } from '../../../gateway/caller/rate-limit.ts';

/** How many of so many requests at one time may go on. */
function takeAt(limit: RateLimit, now: number, count: number, key = 'a'): number {
  return Array.from({ length: count }, () => limit.take(key, now)).filter((waitMs) => waitMs === 0).length;
}

describe('a limit of ten requests a second', () => {
  test('lets ten go on at once, and then one each tenth of a second', () => {
    const limit = new RateLimit(10);

    expect(takeAt(limit, 0, 30)).toBe(10);
    expect(takeAt(limit, 99, 30)).toBe(0);
    expect(takeAt(limit, 100, 30)).toBe(1);
    expect(takeAt(limit, 400, 30)).toBe(3);
    expect(takeAt(limit, 60_000, 30)).toBe(10);
  });

  test('tells how long to wait', () => {
    const limit = new RateLimit(10);
    takeAt(limit, 0, 10);

    expect(limit.take('a', 30)).toBeCloseTo(70);
  });

  test('does not count what it refuses', () => {
    const limit = new RateLimit(10);
    takeAt(limit, 0, 10_000);

    expect(takeAt(limit, 1_000, 30)).toBe(10);
  });

  test('counts each key for itself', () => {
    const limit = new RateLimit(10);
    takeAt(limit, 0, 30);

    expect(takeAt(limit, 0, 30, 'b')).toBe(10);
  });
});

test.each([1, 3, 7, 50, 1_000, 30_000])('a limit of %d lets as many go on in each of many seconds', (rate) => {
  const limit = new RateLimit(rate);
  const counts = Array.from({ length: 20 }, (_, second) => takeAt(limit, second * 1_000, rate + 5));

  expect(new Set(counts)).toEqual(new Set([rate]));
});
