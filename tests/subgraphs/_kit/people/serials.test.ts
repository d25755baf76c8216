import { describe, expect, test } from '@jest/globals';
import { createSerials, MAX_CITIZENS, phoneNumber } from '../../../../subgraphs/_kit/people/serials.ts';

describe('createSerials', () => {
  test('gives each of the 90,000 serials of a place, sex and year once, then refuses', () => {
    const serials = createSerials();
    const given = Array.from({ length: 90_000 }, () => serials.nextPersonalId('079', 'FEMALE', 1990));
    expect(new Set(given).size).toBe(90_000);
    expect(given.every((personalId) => /^0791909[0-8]\d{4}$/.test(personalId))).toBe(true);
    expect(() => serials.nextPersonalId('079', 'FEMALE', 1990)).toThrow('The reserved serials of 079190 are used up');
  });

  test('gives 9-digit numbers once for prefixes of two and three digits', () => {
    const serials = createSerials();
    const given = ['01', '081'].flatMap((prefix) =>
      Array.from({ length: 50_000 }, () => serials.nextLegacyNumber(prefix)),
    );
    expect(new Set(given).size).toBe(100_000);
    expect(given.every((number) => /^(01|081)9\d+$/.test(number) && number.length === 9)).toBe(true);
  });

  test('leaves room for as many citizens as may be asked for', () => {
    // The fullest range is Hồ Chí Minh City: 9.3 % of the people, half of one sex, at most 1.9 % of one age.
    expect(MAX_CITIZENS * 0.093 * 0.525 * 0.019).toBeLessThan(90_000);
  });
});

describe('phoneNumber', () => {
  test('is never the same for two people', () => {
    const numbers = new Set(Array.from({ length: 200_000 }, (_, n) => phoneNumber(n)));
    expect(numbers.size).toBe(200_000);
  });
});
