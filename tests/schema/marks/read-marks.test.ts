import { describe, expect, test } from '@jest/globals';
import { readMarks } from '../../../schema/marks/read-marks.ts';
import { citizenWith, mark, ministry, supergraphOf } from '../composition/support/small-graphs.ts';

const tax = ministry('tax', citizenWith(`"Debt. (Nợ thuế.)" debt: Vnd ${mark('SENSITIVE', 'tax.debt')}`));

describe('readMarks', () => {
  test('reads the same marks from a subgraph and from the supergraph', () => {
    const marks = new Map([['Citizen.debt', { scope: 'tax.debt', class: 'SENSITIVE' }]]);
    expect(readMarks(tax.sdl)).toEqual(marks);
    expect(readMarks(supergraphOf(tax))).toEqual(marks);
  });

  test('finds marks that go by another name in a supergraph from elsewhere', () => {
    const renamed = supergraphOf(tax)
      .replace('import: ["@personal"]', 'import: [{ name: "@personal", as: "@p" }]')
      .replaceAll('@personal(', '@p(');
    expect(readMarks(renamed).get('Citizen.debt')).toEqual({ scope: 'tax.debt', class: 'SENSITIVE' });
  });

  test('throws for a mark that says nothing it knows, and names the field', () => {
    expect(() => readMarks('type Citizen { debt: Int @personal(scope: "tax.debt", class: SECRET) }')).toThrow(
      'Citizen.debt has a mark that cannot be read',
    );
  });

  test('reads marks of types named like parts of objects', () => {
    expect(readMarks(`type constructor { __proto: Int ${mark('BASIC')} }`).has('constructor.__proto')).toBe(true);
  });
});
