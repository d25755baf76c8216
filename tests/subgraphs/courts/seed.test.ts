import { describe, expect, test } from '@jest/globals';
import courts from '../../../subgraphs/courts/ministry.ts';
import { seedRows } from '../../support/seed-rows.ts';

const CITIZENS = 20_000;
const YEARS = 5;

describe('the made-up register of the courts', () => {
  const rowsOf = seedRows(courts, CITIZENS);
  const cases = rowsOf('court_case');

  test('has 0.007 cases a year for each citizen', () => {
    expect(cases.length / YEARS / CITIZENS).toBeCloseTo(0.007, 3);
  });

  test('gives the same acceptance number in several courts, and never twice in one', () => {
    const acceptanceNumbers = cases.map(({ acceptance_number: number }) => number);
    const registerNumbers = cases.map(({ register_number: number }) => number);
    expect(new Set(acceptanceNumbers).size).toBeLessThan(cases.length);
    expect(new Set(registerNumbers).size).toBe(cases.length);
  });

  test('has cases accepted by district courts until mid-2025, and by regional courts since', () => {
    const dissolved = new Map(
      rowsOf('court').map(({ code, dissolved_on: dissolvedOn }) => [code, dissolvedOn !== null]),
    );
    for (const { court_code: code, accepted_on: acceptedOn } of cases) {
      expect(dissolved.get(code)).toBe(String(acceptedOn) < '2025-07-01');
    }
  });

  test('has at least one person in each case, and nobody twice in one role', () => {
    const parties = Map.groupBy(rowsOf('party'), ({ register_number: number }) => number);
    expect(parties.size).toBe(cases.length);
    for (const inCase of parties.values()) {
      const roles = inCase.map(({ personal_id: personalId, role }) => `${personalId} ${role}`);
      expect(new Set(roles).size).toBe(roles.length);
    }
  });
});
