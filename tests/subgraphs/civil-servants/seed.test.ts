import { describe, expect, test } from '@jest/globals';
import { generateHouseholds } from '../../../subgraphs/_kit/people/generate-households.ts';
import civilServants from '../../../subgraphs/civil-servants/ministry.ts';
import { seedRows } from '../../support/seed-rows.ts';

const CITIZENS = 20_000;

describe('the made-up register of civil servants', () => {
  const rowsOf = seedRows(civilServants, CITIZENS);
  const profiles = rowsOf('civil_servant');
  const personalIds = new Set(profiles.map(({ personal_id: personalId }) => personalId));

  test('has some two in a hundred people, and nobody of the police', () => {
    const police = [...generateHouseholds({ citizens: CITIZENS })]
      .flatMap(({ members }) => members)
      .filter(({ occupation }) => occupation === 'POLICE');
    expect(police.length).toBeGreaterThan(0);
    expect(police.filter(({ personalId }) => personalIds.has(personalId))).toEqual([]);
    expect(profiles.length / CITIZENS).toBeCloseTo(0.022, 2);
  });

  test('writes names in capitals, as the form has them', () => {
    const names = profiles.map(({ recorded_name: name }) => String(name));
    expect(names.filter((name) => name !== name.toUpperCase())).toEqual([]);
  });

  test('tells an unbroken career that ends in the present position', () => {
    const periods = Map.groupBy(rowsOf('work_period'), ({ personal_id: personalId }) => personalId);
    for (const { personal_id: personalId, recruited_on: recruitedOn, position } of profiles) {
      const own = periods.get(personalId) ?? [];
      expect(own.filter(({ until_month: until }) => until === null)).toEqual([own.at(-1)]);
      expect(own.at(-1)).toMatchObject({ position });
      expect(own[0]).toMatchObject({ from_month: String(recruitedOn).slice(0, 7) });
    }
  });
});
