import { describe, expect, test } from '@jest/globals';
import { compareSupergraphs } from '../../../schema/composition/compare-supergraphs.ts';
import { citizenWith, mark, ministry, supergraphOf } from './support/small-graphs.ts';

const record = (recordFields: string, citizenFields = '') =>
  supergraphOf(
    ministry(
      'tax',
      `${citizenWith(`"File. (Hồ sơ.)" file: File ${mark('BASIC')} ${citizenFields}`)}
       "A file. (Hồ sơ.)" type File { "Office. (Cơ quan.)" office: String ${recordFields} }`,
    ),
  );
const debt = (marks: string) => record(`"Debt. (Nợ.)" debt: Vnd ${marks}`);

describe('compareSupergraphs', () => {
  test('finds nothing between a supergraph and itself', () => {
    expect(compareSupergraphs(record(''), record(''))).toEqual({ breaking: [], dangerous: [] });
  });

  test('does not count additions', () => {
    const after = record('"Debt. (Nợ.)" debt: Vnd', `"Code. (Mã số thuế.)" code: String ${mark('BASIC')}`);
    expect(compareSupergraphs(record(''), after)).toEqual({ breaking: [], dangerous: [] });
  });

  test('lists a removed field', () => {
    expect(compareSupergraphs(debt(mark('BASIC')), record(''))).toEqual({
      breaking: ['File.debt was removed.'],
      dangerous: [],
    });
  });

  test('lists a new required argument', () => {
    const after = record('').replace('office: String', 'office(year: Int!): String');
    expect(compareSupergraphs(record(''), after).breaking).toEqual([expect.stringContaining('File.office')]);
  });

  test.each([
    ['a first mark', '', mark('BASIC')],
    ['a closer class', mark('BASIC'), mark('SENSITIVE')],
    ['another scope, which earlier consents do not cover', mark('BASIC', 'a.b'), mark('BASIC', 'a.c')],
  ])('lists %s as breaking', (_, before, after) => {
    expect(compareSupergraphs(debt(before), debt(after))).toEqual({
      breaking: [expect.stringMatching(/^File\.debt was marked .* and is now marked /)],
      dangerous: [],
    });
  });

  test.each([
    ['a lost mark', mark('BASIC'), ''],
    ['a more open class', mark('SENSITIVE'), mark('BASIC')],
  ])('lists %s to be looked at', (_, before, after) => {
    expect(compareSupergraphs(debt(before), debt(after))).toEqual({
      breaking: [],
      dangerous: [expect.stringMatching(/^File\.debt was marked .* and is now marked /)],
    });
  });
});
