import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createLog } from '../../../gateway/log.ts';
import { reportPlans } from '../../../gateway/plan/report-plans.ts';

const FIVE_MINUTES_MS = 300_000;

let hits: number;
let lines: string[];
let stop: () => void;

beforeEach(() => {
  jest.useFakeTimers();
  hits = 0;
  lines = [];
  const destination = new Writable({
    write(line, _encoding, done) {
      lines.push(String(line));
      done();
    },
  });
  const log = createLog({ logLevel: 'info' }, destination);
  stop = reportPlans(() => ({ hits, misses: 2, compileMs: 12.34, size: 2 }), log);
});

afterEach(() => {
  stop();
  jest.useRealTimers();
});

test('every five minutes with requests leave one line', () => {
  hits = 7;
  jest.advanceTimersByTime(FIVE_MINUTES_MS);

  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ msg: 'used plans', plans: { hits: 7, misses: 2, compileMs: 12, size: 2 } }),
  ]);
});

test('minutes without a request leave none', () => {
  jest.advanceTimersByTime(3 * FIVE_MINUTES_MS);

  expect(lines).toEqual([]);
});

test('the end leaves one for the requests since the last, and no timer', () => {
  hits = 1;
  stop();
  stop();

  expect(lines).toHaveLength(1);
  expect(jest.getTimerCount()).toBe(0);
});
