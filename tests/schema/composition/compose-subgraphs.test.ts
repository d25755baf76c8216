import { describe, expect, test } from '@jest/globals';
import { composeSubgraphs } from '../../../schema/composition/compose-subgraphs.ts';
import { citizenWith, gateway, mark, messagesOf, ministry } from './support/small-graphs.ts';

const debt = (type: string, description = 'Debt. (Nợ thuế.)') =>
  citizenWith(`"${description}" debt: ${type} @shareable ${mark('BASIC')}`);

describe('composeSubgraphs', () => {
  test('shows the line of a syntax error and the subgraph it is in', () => {
    const [message, ...others] = messagesOf(ministry('tax', 'type Citizen { debt: Int!! }'));
    expect(message).toMatch(/^tax: Syntax Error: Expected Name, found "!"/);
    expect(message).toContain('type Citizen { debt: Int!! }');
    expect(others).toEqual([]);
  });

  test('passes on what composition refuses, with the names of the subgraphs', () => {
    expect(messagesOf(ministry('tax', debt('Nothing')))).toEqual(['[tax] Unknown type Nothing']);
    expect(messagesOf(ministry('tax', debt('Int')), ministry('courts', debt('String')))).toEqual([
      expect.stringMatching(/"Citizen.debt" is incompatible .* subgraph "courts" .* subgraph "tax"/),
    ]);
  });

  test('hints at descriptions that differ', () => {
    const { hints } = composeSubgraphs([
      gateway,
      ministry('tax', debt('Int')),
      ministry('courts', debt('Int', 'What is owed. (Nợ.)')),
    ]);
    expect(hints).toEqual([expect.stringContaining('Element "Citizen.debt" has inconsistent descriptions')]);
  });

  test('gives the same supergraph each time', () => {
    const subgraphs = [gateway, ministry('tax', debt('Int'))];
    expect(composeSubgraphs(subgraphs)).toEqual(composeSubgraphs(subgraphs));
  });
});
