import { describe, expect, test } from '@jest/globals';
import { checkSupergraph } from '../../../../schema/composition/check-supergraph.ts';
import { citizenWith, mark, messagesOf, ministry, supergraphOf } from '../support/small-graphs.ts';

const fullName = `"Name. (Họ và tên.)" fullName: String ${mark('BASIC')}`;

describe('citizen-key', () => {
  test('refuses a second key in one subgraph', () => {
    const tax = ministry(
      'tax',
      `type Citizen @key(fields: "personalId") @key(fields: "fullName") { personalId: PersonalId! ${fullName} }`,
    );
    expect(messagesOf(tax)).toEqual([
      'tax: Citizen has the key "fullName". Key it with @key(fields: "personalId") alone.',
    ]);
  });

  test('refuses a subgraph that knows citizens without a key', () => {
    const tax = ministry('tax', 'type Citizen @shareable { personalId: PersonalId! }');
    const population = ministry('population', citizenWith(fullName));
    expect(messagesOf(population, tax)).toContain(
      'tax: Citizen has no key. Key it with @key(fields: "personalId") alone.',
    );
  });

  test('refuses a key of another type, even when all subgraphs agree on it', () => {
    const supergraph = supergraphOf(ministry('tax', citizenWith(fullName)));
    const changed = supergraph.replace('personalId: PersonalId!\n', 'personalId: String!\n');
    expect(checkSupergraph(changed)).toEqual([
      expect.objectContaining({
        rule: 'citizen-key',
        coordinate: 'Citizen.personalId',
        fault: 'has the type String!.',
      }),
    ]);
  });
});
