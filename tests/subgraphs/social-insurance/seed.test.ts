import { describe, expect, test } from '@jest/globals';
import { generateHouseholds } from '../../../subgraphs/_kit/people/generate-households.ts';
import { DATA_AS_OF, type Person, type PlantedCase } from '../../../subgraphs/_kit/people/person.ts';
import socialInsurance from '../../../subgraphs/social-insurance/ministry.ts';
import { type SeedRow, seedRows } from '../../support/seed-rows.ts';

const CITIZENS = 20_000;
const people = new Map(
  [...generateHouseholds({ citizens: CITIZENS })].flatMap(({ members }) => members).map((p) => [p.personalId, p]),
);
const rowsOf = seedRows(socialInsurance, CITIZENS);

describe('shares of all citizens', () => {
  test('17 % pay into social insurance', () => {
    expect(shareOf('book', ({ status }) => status === 'CONTRIBUTING')).toBeCloseTo(0.17, 1.7);
  });

  test('14 % pay into unemployment insurance', () => {
    expect(shareOf('unemployment', ({ status }) => status === 'CONTRIBUTING')).toBeCloseTo(0.14, 1.7);
  });

  test('88 % have a health card that is valid', () => {
    const isValid = ({ valid_to }: SeedRow) => valid_to === null || String(valid_to) >= DATA_AS_OF;
    expect(shareOf('health_card', isValid)).toBeCloseTo(0.88, 1.7);
  });
});

describe('planted cases', () => {
  test('a mistyped name differs from the true one, the date of birth does not', () => {
    for (const { personalId, fullName, dateOfBirth } of planted('INSURED_NAME_TYPO')) {
      expect(find('insured', personalId)).toMatchObject({ recorded_date_of_birth: dateOfBirth });
      expect(find('insured', personalId)).not.toMatchObject({ recorded_name: fullName });
    }
  });

  test('someone whose employer never reported has no entry', () => {
    for (const { personalId } of planted('RENT_SUPPORT_WITHOUT_INSURANCE')) {
      expect(find('insured', personalId)).toBeUndefined();
    }
  });

  test('five members who insure themselves together stand in the order 1 to 5', () => {
    const cards = planted('HOUSEHOLD_DISCOUNT').map(({ personalId }) => find('health_card', personalId));
    expect(cards).toMatchObject([1, 2, 3, 4, 5].map((order) => ({ insured_group: 'GD', household_order: order })));
  });

  test('the showcase pays and has a valid card', () => {
    for (const { personalId } of planted('SHOWCASE')) {
      expect(find('book', personalId)).toMatchObject({ status: 'CONTRIBUTING', kind: 'COMPULSORY' });
      expect(find('health_card', personalId)).toMatchObject({ insured_group: 'HC', valid_to: null });
    }
  });
});

describe('what belongs together', () => {
  test('everyone has a number of their own', () => {
    const numbers = rowsOf('insured').map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test('children under 6, and nobody else, have cards of their own group', () => {
    const wrong = rowsOf('health_card').filter(
      ({ insured_group, personal_id }) => (insured_group === 'TE') !== getPerson(personal_id).age < 6,
    );
    expect(wrong).toEqual([]);
  });

  test("a child's card is valid from birth and printed later", () => {
    const wrong = rowsOf('health_card')
      .filter(({ insured_group }) => insured_group === 'TE')
      .filter(
        ({ personal_id, valid_from, printed_on }) =>
          valid_from !== getPerson(personal_id).dateOfBirth || String(printed_on) < String(valid_from),
      );
    expect(wrong).toEqual([]);
  });

  test('the dead have no card, no open book and no pension', () => {
    const dead = ({ personal_id }: SeedRow) => getPerson(personal_id).dateOfDeath !== null;
    const openBooks = rowsOf('book').filter(({ status }) => status !== 'CLOSED');
    expect([...rowsOf('health_card'), ...rowsOf('pension'), ...openBooks].filter(dead)).toEqual([]);
  });

  test('periods of one person do not overlap, and none begins after the day of the data', () => {
    const wrong = [...Map.groupBy(rowsOf('period'), ({ personal_id }) => personal_id).values()].filter((periods) => {
      const months = periods
        .map(({ from_month, to_month }) => [String(from_month), String(to_month ?? DATA_AS_OF.slice(0, 7))])
        .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1))
        .flat();
      const isEarly = months.some((month, i) =>
        i % 2 === 0 ? month <= String(months[i - 1] ?? '') : month < String(months[i - 1]),
      );
      return isEarly || String(months.at(-1)) > DATA_AS_OF;
    });
    expect(wrong).toEqual([]);
  });
});

function shareOf(table: string, counts: (row: SeedRow) => boolean): number {
  return rowsOf(table).filter(counts).length / CITIZENS;
}

function getPerson(personalId: SeedRow[string] | undefined): Person {
  const person = people.get(String(personalId));
  if (person === undefined) throw new Error('The row is about nobody');
  return person;
}

function planted(plantedCase: PlantedCase): Person[] {
  const found = [...people.values()].filter(({ plantedCases }) => plantedCases.has(plantedCase));
  expect(found).not.toEqual([]);
  return found;
}

function find(table: string, personalId: string): SeedRow | undefined {
  return rowsOf(table).find(({ personal_id }) => personal_id === personalId);
}
