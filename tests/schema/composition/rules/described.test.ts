import { describe, expect, test } from '@jest/globals';
import { citizenWith, mark, messagesOf, ministry } from '../support/small-graphs.ts';

const withDebt = (description: string) => ministry('tax', citizenWith(`${description} debt: Vnd ${mark('BASIC')}`));

describe('described', () => {
  test.each([
    ['"What is owed. (Nợ thuế.)"'],
    ['"What is owed (Nợ thuế)."'],
    ['"""\nWhat is owed.\n(Nợ thuế (chưa nộp))\n"""'],
  ])('passes %s', (description) => {
    expect(messagesOf(withDebt(description))).toEqual([]);
  });

  test('refuses a field without a description', () => {
    expect(messagesOf(withDebt(''))).toEqual([
      'tax: Citizen.debt has no description. Describe it in English, with the Vietnamese term in parentheses at the end.',
    ]);
  });

  test.each([['"What is owed."'], ['"(Nợ thuế.)"'], ['"What is owed. (1)"'], ['"What (nợ) is owed."']])(
    'refuses %s, which does not end with the Vietnamese term',
    (description) => {
      expect(messagesOf(withDebt(description))).toEqual([
        expect.stringContaining('tax: Citizen.debt has a description without the Vietnamese term.'),
      ]);
    },
  );

  test('asks it of arguments, enum values, input fields and types alike', () => {
    const tax = ministry(
      'tax',
      `${citizenWith(`"Debt. (Nợ thuế.)" debt(of: Filter): Kind ${mark('BASIC')}`)}
       input Filter { year: Int }
       enum Kind { OLD }`,
    );
    expect(messagesOf(tax).map((message) => message.split(' Describe')[0])).toEqual([
      'tax: Citizen.debt(of:) has no description.',
      'tax: Filter has no description.',
      'tax: Filter.year has no description.',
      'tax: Kind has no description.',
      'tax: Kind.OLD has no description.',
    ]);
  });

  test('is content when one of several subgraphs describes a shared type', () => {
    // The citizen's own type is described by the gateway's subgraph alone.
    expect(messagesOf(withDebt('"What is owed. (Nợ thuế.)"'))).toEqual([]);
  });
});
