import { describe, expect, test } from '@jest/globals';
import { citizenWith, mark, messagesOf, ministry } from '../support/small-graphs.ts';

const cases = `"A case. (Vụ án.)" type CourtCase { "Its number. (Số thụ lý.)" number: String }`;
const fullName = `"Name. (Họ và tên.)" fullName: String ${mark('BASIC')}`;

describe('root-fields-marked', () => {
  test('refuses a root field that leads past the citizen without a mark', () => {
    const courts = ministry(
      'courts',
      `${citizenWith(fullName)} ${cases} type Query { "A case. (Vụ án.)" courtCase: CourtCase }`,
    );
    expect(messagesOf(courts)).toEqual([
      expect.stringMatching(/^courts: Query\.courtCase leads past Citizen and has no @personal mark/),
    ]);
  });

  test('refuses a mutation that leads past the citizen without a mark', () => {
    const courts = ministry(
      'courts',
      `${citizenWith(fullName)} ${cases}
       "Changes. (Thay đổi.)" type Mutation { "Opens a case. (Thụ lý.)" openCase: CourtCase }`,
    );
    expect(messagesOf(courts)).toEqual([
      expect.stringMatching(/^courts: Mutation\.openCase leads past Citizen and has no @personal mark/),
    ]);
  });

  test('passes a root field with a mark of its own', () => {
    const courts = ministry(
      'courts',
      `${citizenWith(fullName)} ${cases} type Query { "A case. (Vụ án.)" courtCase: CourtCase ${mark('RESTRICTED')} }`,
    );
    expect(messagesOf(courts)).toEqual([]);
  });

  test('passes a root field that leads to citizens', () => {
    const population = ministry(
      'population',
      `${citizenWith(fullName)} type Query { "Citizens. (Công dân.)" people: [Citizen!] }`,
    );
    expect(messagesOf(population)).toEqual([]);
  });
});
