import { describe, expect, test } from '@jest/globals';
import { printSchemaReference } from '../../../schema/composition/schema-reference.ts';
import { citizenWith, mark, ministry, supergraphOf } from './support/small-graphs.ts';

const reference = printSchemaReference(
  supergraphOf(
    ministry(
      'tax',
      `${citizenWith(`"Debt | owed. (Nợ thuế.)" debt("A year." year: Int): Debt ${mark('SENSITIVE', 'tax.debt')}`)}
       "A debt. (Khoản nợ.)" type Debt { "Its kind. (Loại.)" kind: Kind! "Its hidden number. (Số.)" hidden: Int @inaccessible }
       "Hidden. (Ẩn.)" type Hidden @inaccessible { "Its number. (Số.)" number: Int }
       "Kinds. (Các loại.)" enum Kind { "Old." OLD }`,
    ),
  ),
);

describe('docs/schema.md', () => {
  test('begins with the citizen and the questions, and groups the rest by ministry', () => {
    expect(reference.match(/^##+ .*$/gm)).toEqual([
      '## Citizen',
      '## Query',
      '## tax',
      '### Debt',
      '### Kind',
      '## Shared',
      '### DataClass',
      '### Date',
      '### DateTime',
      '### LegacyIdNumber',
      '### PartialDate',
      '### PersonalId',
      '### Vnd',
    ]);
  });

  test('tells type, mark, ministry and description of a field', () => {
    expect(reference).toContain(
      '| `debt(year: Int)` | `Debt` | tax.debt SENSITIVE | tax | Debt \\| owed. (Nợ thuế.)<br>`year`: A year. |',
    );
  });

  test('leaves out what callers cannot ask for', () => {
    expect(reference).not.toMatch(/hidden/i);
  });

  test('lists the values of an enum', () => {
    expect(reference).toContain('| `OLD` | Old. |');
  });
});
