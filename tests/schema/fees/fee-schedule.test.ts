import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { buildSchema, isObjectType } from 'graphql';
import { findExemption, findFeeRate, readFeeSchedule } from '../../../schema/fees/fee-schedule.ts';

const schedule = readFeeSchedule();
const supergraphSdl = readFileSync(new URL('../../../schema/supergraph.graphql', import.meta.url), 'utf8');

describe('the schedule of fees', () => {
  test.each([
    ['2022-09-16', undefined],
    ['2022-09-17', 500],
    ['2023-12-31', 500],
    ['2024-01-01', 1000],
    ['2026-11-22', 1000],
  ])('costs on %s what the circular says', (day, vndPerItem) => {
    expect(findFeeRate(schedule, day)?.vndPerItem).toBe(vndPerItem);
  });

  test.each([
    ['partner', false, undefined],
    ['partner', true, 'own-data'],
    ['citizen', true, 'own-data'],
    ['clerk', false, 'state-body'],
  ] as const)('asks %s, about themselves: %s, to pay unless exempt: %s', (role, isOwn, exemption) => {
    expect(findExemption(schedule, role, isOwn)).toBe(exemption);
  });

  test('names fields that the graph has', () => {
    const schema = buildSchema(supergraphSdl, { assumeValidSDL: true });
    const missing = [...schedule.itemOf.keys()].filter((coordinate) => {
      const [typeName = '', field = ''] = coordinate.split('.');
      const type = schema.getType(typeName);
      return !isObjectType(type) || !type.getFields()[field];
    });
    expect(missing).toEqual([]);
  });

  test('says what in it is to be checked', () => {
    expect(schedule.unverified.join()).toContain('draft');
  });
});
