import { describe, expect, test } from '@jest/globals';
import health from '../../../subgraphs/health/ministry.ts';
import { seedRows } from '../../support/seed-rows.ts';

const CITIZENS = 20_000;

describe('the made-up health register', () => {
  const rowsOf = seedRows(health, CITIZENS);
  const doses = rowsOf('vaccination').filter(({ disease }) => disease === 'COVID_19');
  const vaccinated = new Set(doses.map(({ personal_id: personalId }) => personalId));

  test('has 78 % of the people vaccinated, with 1.705 doses on average', () => {
    expect(vaccinated.size / CITIZENS).toBeCloseTo(0.78, 1);
    expect(doses.length / vaccinated.size).toBeCloseTo(1.705, 1);
  });

  test('has 53.1 % of the facilities accept the card with a chip', () => {
    const facilities = rowsOf('facility');
    const accepting = facilities.filter(({ accepts_chip_id: acceptsChipId }) => acceptsChipId);
    expect(accepting).toHaveLength(Math.floor(facilities.length * 0.531));
  });

  test('names only facilities and products that exist', () => {
    const facilities = new Set(rowsOf('facility').map(({ code }) => code));
    const products = new Set(rowsOf('vaccine_product').map(({ code }) => code));
    const wrong = rowsOf('vaccination').filter(
      ({ facility_code: facility, product_code: product }) => !facilities.has(facility) || !products.has(product),
    );
    expect(wrong).toEqual([]);
  });

  test('gives certificates for 12 months', () => {
    const years = rowsOf('certificate').map(
      ({ issued_on: from, expires_on: until }) => Number(`${until}`.slice(0, 4)) - Number(`${from}`.slice(0, 4)),
    );
    expect(new Set(years)).toEqual(new Set([1]));
  });

  test('writes some names and birth dates otherwise than the population database', () => {
    const unverified = rowsOf('profile').filter(({ verified_on: verifiedOn }) => verifiedOn === null);
    const share = unverified.length / rowsOf('profile').length;
    expect(share).toBeGreaterThan(0.03);
    expect(share).toBeLessThan(0.15);
  });
});
