import { jest } from '@jest/globals';

/**
 * Has a clock stand still until `jest.advanceTimersByTime` moves it, so that a slow machine spends no time by it. Timers
 * and the other clock stay real: what waits for the network goes on. `jest.useRealTimers` ends it.
 * @param clock  the one that the code under test reads
 */
export function steerClock(clock: 'Date' | 'performance'): void {
  const others = ['hrtime', 'nextTick', 'queueMicrotask', ...timers] as const;
  jest.useFakeTimers({ doNotFake: [...others, clock === 'Date' ? 'performance' : 'Date'] });
}

const timers = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
] as const;
