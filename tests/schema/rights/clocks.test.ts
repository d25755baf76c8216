import { expect, test } from '@jest/globals';
import { reckonDueTime, ruleSetOn } from '../../../schema/rights/clocks.ts';

test('until the end of 2025 in Vietnam everything is due after 72 hours', () => {
  const lastMoment = new Date('2025-12-31T16:59:59.000Z');
  expect(reckonDueTime('withdraw', lastMoment)).toEqual({
    ruleSet: 'decree-13-2023',
    acknowledgeBy: undefined,
    dueAt: new Date('2026-01-03T16:59:59.000Z'),
  });
});

test('from 2026 on a withdrawal is acknowledged within 2 working days and acted on within 15 days', () => {
  const firstMoment = new Date('2025-12-31T17:00:00.000Z');
  expect(reckonDueTime('withdraw', firstMoment)).toEqual({
    ruleSet: 'personal-data-law-2025',
    // The laws change on a Thursday: Friday is the first working day after it, Monday the second.
    acknowledgeBy: new Date('2026-01-04T17:00:00.000Z'),
    dueAt: new Date('2026-01-15T17:00:00.000Z'),
  });
});

test.each([
  ['2026-11-18T03:00:00.000Z', '2026-11-20T03:00:00.000Z', 'a Wednesday'],
  ['2026-11-20T03:00:00.000Z', '2026-11-24T03:00:00.000Z', 'a Friday'],
  ['2026-11-21T03:00:00.000Z', '2026-11-24T03:00:00.000Z', 'a Saturday'],
  ['2026-11-20T18:00:00.000Z', '2026-11-23T18:00:00.000Z', 'a Friday in UTC, when it is Saturday in Vietnam'],
])('what comes at %s is acknowledged by %s: it is %s', (now, acknowledgeBy) => {
  expect(reckonDueTime('object', new Date(now)).acknowledgeBy).toEqual(new Date(acknowledgeBy));
});

test('the laws follow each other without a gap', () => {
  expect(ruleSetOn('2023-07-01').id).toBe('decree-13-2023');
  expect(ruleSetOn('2025-12-31').id).toBe('decree-13-2023');
  expect(ruleSetOn('2026-01-01').id).toBe('personal-data-law-2025');
});
