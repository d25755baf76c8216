import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { generateHouseholds } from '../../../../subgraphs/_kit/people/generate-households.ts';
import type { Person } from '../../../../subgraphs/_kit/people/person.ts';

function makePeople(citizens: number, seed?: string): Person[] {
  const options = seed === undefined ? { citizens } : { citizens, seed };
  return [...generateHouseholds(options)].flatMap(({ members }) => members);
}

function hash(people: readonly Person[]): string {
  const text = JSON.stringify(people, (_, value) => (value instanceof Set ? [...value] : value));
  return createHash('sha256').update(text).digest('hex');
}

const planted = makePeople(0);

describe('generateHouseholds', () => {
  test('makes the same people each time', () => {
    expect(hash(makePeople(10_000))).toBe(hash(makePeople(10_000)));
  });

  test('makes other people with another seed, but the same planted ones', () => {
    const others = makePeople(1_000, 'another');
    expect(hash(others)).not.toBe(hash(makePeople(1_000)));
    expect(others.slice(0, planted.length)).toEqual(planted);
  });

  test('begins a longer run with the people of a shorter one, but for the last seven', () => {
    for (const citizens of [200, 201, 202, 203, 204, 205]) {
      expect(makePeople(400).slice(0, citizens - 7)).toEqual(makePeople(citizens).slice(0, -7));
    }
  });

  test.each([100, 101, 1_000, 9_999])('makes exactly %i people', (citizens) => {
    expect(makePeople(citizens)).toHaveLength(citizens);
  });

  test('makes the planted people even when asked for fewer', () => {
    expect(makePeople(1)).toEqual(planted);
    expect(planted.every(({ householdId }) => householdId.startsWith('H99'))).toBe(true);
  });

  test.each([-1, 1.5, Number.NaN, 9_000_001])('refuses to make %d people', (citizens) => {
    expect(() => makePeople(citizens)).toThrow('citizens must be a whole number from 0 to 9000000');
  });
});
