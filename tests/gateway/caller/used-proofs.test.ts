import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { UsedProofs } from '../../../gateway/caller/used-proofs.ts';
import { steerClock } from '../../support/steer-clock.ts';

beforeEach(() => steerClock('performance'));

afterEach(() => {
  jest.useRealTimers();
});

test('a proof is taken once', () => {
  const used = new UsedProofs(60_000);

  expect([used.add('a'), used.add('b'), used.add('a'), used.add('b')]).toEqual([true, true, false, false]);
});

test('a proof is remembered for its whole lifetime, and forgotten afterwards', () => {
  const used = new UsedProofs(100);
  jest.advanceTimersByTime(60);
  used.add('a');
  jest.advanceTimersByTime(100);
  expect(used.add('a')).toBe(false);
  jest.advanceTimersByTime(200);

  expect(used.add('a')).toBe(true);
});

test('when there is no room to remember a proof, it is not taken', () => {
  const used = new UsedProofs(60_000, 2);

  expect([used.add('a'), used.add('b'), used.add('c')]).toEqual([true, true, false]);
});
