import { describe, expect, test } from '@jest/globals';
import { citizenWith, mark, messagesOf, ministry } from '../support/small-graphs.ts';

const withMark = (directives: string) => ministry('tax', citizenWith(`"Debt. (Nợ thuế.)" debt: Vnd ${directives}`));

describe('marks-well-formed', () => {
  test.each([['tax.debt'], ['social-insurance.card'], ['tax.debt.by-year2']])('passes the scope %s', (scope) => {
    expect(messagesOf(withMark(mark('BASIC', scope)))).toEqual([]);
  });

  test.each([['tax'], ['Tax.debt'], ['tax.'], ['tax..debt'], ['tax debt'], ['2tax.debt'], ['']])(
    'refuses the scope "%s"',
    (scope) => {
      expect(messagesOf(withMark(mark('BASIC', scope)))).toEqual([
        expect.stringMatching(
          /^tax: Citizen\.debt has a @personal mark with an unknown class or a scope of another form/,
        ),
      ]);
    },
  );

  test('refuses a class that nobody knows', () => {
    expect(messagesOf(withMark(mark('SECRET')))).toEqual([
      expect.stringContaining('Use one of the classes PUBLIC, BASIC, SENSITIVE, RESTRICTED'),
    ]);
  });

  test('refuses a mark without a class', () => {
    expect(messagesOf(withMark('@personal(scope: "tax.debt")'))).toHaveLength(1);
  });

  test('refuses two marks on one field', () => {
    expect(messagesOf(withMark(`${mark('SENSITIVE')} ${mark('PUBLIC')}`))).toEqual([
      'tax: Citizen.debt carries more than one @personal mark. Keep the one that is right.',
    ]);
  });
});
