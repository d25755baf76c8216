import { describe, expect, test } from '@jest/globals';
import { checkSupergraph } from '../../../schema/composition/check-supergraph.ts';
import { citizenWith, mark, ministry, supergraphOf } from './support/small-graphs.ts';

const supergraph = supergraphOf(
  ministry('tax', citizenWith(`"Debt. (Nợ thuế.)" debt: Vnd ${mark('SENSITIVE', 'tax.debt')}`)),
);
const rulesBroken = (sdl: string) => checkSupergraph(sdl).map(({ rule }) => rule);

describe('checkSupergraph', () => {
  test('finds nothing in what the gate let through', () => {
    expect(checkSupergraph(supergraph)).toEqual([]);
  });

  test('refuses a supergraph without any mark', () => {
    expect(rulesBroken('type Query { a: Int }')).toEqual(['any-mark']);
  });

  test('refuses a citizen field without a mark, and names the subgraph that has it to mend', () => {
    const withMore = supergraph.replace('debt: Vnd', 'income: Vnd @join__field(graph: TAX)\n  debt: Vnd');
    expect(checkSupergraph(withMore)).toEqual([
      expect.objectContaining({ rule: 'citizen-fields-marked', subgraphs: ['tax'], coordinate: 'Citizen.income' }),
    ]);
  });

  test('refuses a marked field that cannot be null', () => {
    expect(rulesBroken(supergraph.replace('debt: Vnd', 'debt: Vnd!'))).toEqual(['marked-fields-nullable']);
  });

  test('refuses a mark that cannot be read, before anything else', () => {
    expect(rulesBroken(supergraph.replace('class: SENSITIVE', 'class: NONE'))).toEqual(['marks-well-formed']);
  });
});
