import { expect, test } from '@jest/globals';
import { judgeGrowth, type Minute } from './judge-growth.ts';

const minute: Minute = { answered: 1_000, turnedAway: 0, memoryMb: 200, openFiles: 60 };
const judge = (...held: readonly Partial<Minute>[]) =>
  judgeGrowth(
    held.map((some) => ({ ...minute, ...some })),
    32,
  );
const memory = (...held: readonly number[]) => judge(...held.map((memoryMb) => ({ memoryMb })));

test('memory that stays the same has not grown, whatever it was in the beginning', () => {
  expect(memory(90, 140, 200, 203, 199, 210, 205, 201, 204, 207)).toBeUndefined();
});

test('one minute in which more was held is no growth, also at the end', () => {
  expect(memory(90, 140, 200, 203, 199, 290, 205, 201, 204, 300)).toBeUndefined();
});

test('memory that grows all the time is found', () => {
  expect(memory(90, 140, 200, 205, 210, 215, 220, 225, 230, 235)).toMatch(/more and more memory/);
});

test('connections that are left open are found, and those of the load are none', () => {
  expect(judge({}, {}, {}, {}, { openFiles: 91 })).toBeUndefined();
  expect(judge({}, {}, {}, {}, { openFiles: 93 })).toMatch(/connections open/);
});

test('being turned away is no fault, unless nobody is answered in a whole minute', () => {
  expect(judge({}, {}, { turnedAway: 5_000 })).toBeUndefined();
  expect(judge({}, {}, { turnedAway: 5_000, answered: 0 })).toBe('Nobody was answered in minute 3.');
});

test('a run that ends in the warm-up has measured nothing', () => {
  expect(judge({}, {})).toBe('Nothing was measured.');
});
