import { describe, expect, test } from '@jest/globals';
import { pickPauseMs, RetryBudget, readRetryAfterMs } from '../../../gateway/fetch/retries.ts';

describe('the retry budget', () => {
  test('lets a handful through, then one for ten answers', () => {
    const budget = new RetryBudget();

    expect(countSpends(budget)).toBe(10);
    for (let answers = 0; answers < 30; answers++) budget.earn();

    expect(countSpends(budget)).toBeGreaterThanOrEqual(2);
    expect(countSpends(budget)).toBe(0);
  });

  test('saves up no more than the handful', () => {
    const budget = new RetryBudget();
    for (let answers = 0; answers < 1_000; answers++) budget.earn();

    expect(countSpends(budget)).toBe(10);
  });

  function countSpends(budget: RetryBudget): number {
    let count = 0;
    while (budget.spend()) count++;
    return count;
  }
});

describe('the pause before a retry', () => {
  test('is random, and may be longer each time', () => {
    const pauses = [0, 1, 2].map((retries) => Array.from({ length: 500 }, () => pickPauseMs(retries, 0)));

    expect(pauses.map((each) => Math.max(...each) > 40)).toEqual([true, true, true]);
    expect(pauses.map((each) => Math.ceil(Math.max(...each) / 50))).toEqual([1, 2, 4]);
    expect(new Set(pauses.flat()).size).toBeGreaterThan(1_000);
  });

  test('is never shorter than what the server asks for', () => {
    expect(pickPauseMs(0, 3_000)).toBeGreaterThanOrEqual(3_000);
  });
});

describe('Retry-After', () => {
  test.each([
    ['2', 2_000],
    ['0', 0],
    [undefined, 0],
    ['soon', 0],
    ['-5', 0],
    ['Wed, 21 Oct 2015 07:28:00 GMT', 0],
  ])('of %s is %d ms', (header, waitMs) => {
    expect(readRetryAfterMs(header)).toBe(waitMs);
  });

  test('may be a date', () => {
    const waitMs = readRetryAfterMs(new Date(Date.now() + 10_000).toUTCString());

    expect(waitMs).toBeGreaterThan(8_000);
    expect(waitMs).toBeLessThanOrEqual(10_000);
  });
});
