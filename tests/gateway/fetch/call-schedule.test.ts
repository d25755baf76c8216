import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { CallSchedule } from '../../../gateway/fetch/call-schedule.ts';

let schedule: CallSchedule;
let dues: number;

beforeEach(() => {
  jest.useFakeTimers();
  dues = 0;
  schedule = new CallSchedule(3, () => dues++);
});
afterEach(() => {
  expect(jest.getTimerCount()).toBeLessThanOrEqual(1);
  jest.useRealTimers();
});

/** A call that so many waited for, and that takes so long. */
function call(waiters: number, tookMs: number): void {
  schedule.leave(waiters);
  jest.advanceTimersByTime(tookMs);
  schedule.comeBack();
}

test('requests that come one by one leave at once, as long as there is a slot', () => {
  for (let inFlight = 0; inFlight < 3; inFlight++) {
    expect(schedule.mayLeave(1, false)).toBe(true);
    schedule.leave(1);
  }
  expect(schedule.mayLeave(1, false)).toBe(false);
  schedule.comeBack();
  expect(schedule.mayLeave(5, false)).toBe(true);
});

describe('after a call that a crowd waited for, the next one', () => {
  test('leaves when as many wait', () => {
    call(5, 20);
    expect(schedule.mayLeave(4, false)).toBe(false);
    expect(schedule.mayLeave(5, false)).toBe(true);
  });

  test('leaves with fewer after half the time that the one before took', () => {
    call(5, 20);
    expect(schedule.mayLeave(2, false)).toBe(false);
    jest.advanceTimersByTime(9);
    expect(dues).toBe(0);
    jest.advanceTimersByTime(1);
    expect(dues).toBe(1);
    expect(schedule.mayLeave(2, false)).toBe(true);
  });

  test('waits no longer than 100 ms, however slow the ministry is', () => {
    call(5, 1_000);
    expect(schedule.mayLeave(2, false)).toBe(false);
    jest.advanceTimersByTime(100);
    expect(schedule.mayLeave(2, false)).toBe(true);
  });

  test('waits for the one in flight to come back, but no longer than 100 ms', () => {
    call(5, 20);
    schedule.leave(5);
    expect(schedule.mayLeave(5, false)).toBe(false);
    jest.advanceTimersByTime(99);
    expect(schedule.mayLeave(9, false)).toBe(false);
    jest.advanceTimersByTime(1);
    expect(dues).toBe(1);
    expect(schedule.mayLeave(9, false)).toBe(true);
  });

  test('leaves at once when it can carry no more', () => {
    call(5, 20);
    schedule.leave(5);
    expect(schedule.mayLeave(4, true)).toBe(true);
  });
});

test('who has waited long enough while all slots were taken leaves with the first that comes free', () => {
  call(5, 20);
  for (let inFlight = 0; inFlight < 3; inFlight++) schedule.leave(5);
  expect(schedule.mayLeave(1, false)).toBe(false);
  jest.advanceTimersByTime(100);
  expect(schedule.mayLeave(1, false)).toBe(false);
  schedule.comeBack();
  expect(schedule.mayLeave(1, false)).toBe(true);
});

test('a crowd is over with the first call that only one waited for', () => {
  call(5, 20);
  expect(schedule.mayLeave(1, false)).toBe(false);
  jest.advanceTimersByTime(10);
  call(1, 20);
  expect(schedule.mayLeave(1, false)).toBe(true);
});

test('a call that is made again for one alone does not end the crowd', () => {
  call(5, 20);
  schedule.leaveAgain();
  schedule.comeBack();
  expect(schedule.mayLeave(1, false)).toBe(false);
});
