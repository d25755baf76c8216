import { describe, expect, test } from '@jest/globals';
import { citizenWith, mark, messagesOf, ministry } from '../support/small-graphs.ts';

describe('marked-fields-nullable', () => {
  test('refuses a marked field that cannot be null', () => {
    const tax = ministry('tax', citizenWith(`"Debts. (Nợ thuế.)" debts: [Vnd!]! ${mark('BASIC')}`));
    expect(messagesOf(tax)).toEqual([
      'tax: Citizen.debts is marked @personal(scope: "test.scope", class: BASIC) and cannot be null. Make it [Vnd!], so that it can be withheld.',
    ]);
  });

  test('refuses it below the citizen too, and lets fields without a mark of their own be non-null', () => {
    const tax = ministry(
      'tax',
      `${citizenWith(`"File. (Hồ sơ.)" file: File ${mark('BASIC')}`)}
       "A file. (Hồ sơ.)"
       type File { "Debt. (Nợ.)" debt: Vnd! ${mark('SENSITIVE')} "Office. (Cơ quan.)" office: String! }`,
    );
    expect(messagesOf(tax)).toEqual([expect.stringContaining('tax: File.debt is marked')]);
  });
});
