import { describe, expect, test } from '@jest/globals';
import { citizenWith, mark, messagesOf, ministry } from '../support/small-graphs.ts';

describe('citizen-fields-marked', () => {
  test('passes a citizen whose fields all carry a mark, the key aside', () => {
    const population = ministry(
      'population',
      citizenWith(`"Faith. (Tôn giáo.)" religion: String ${mark('SENSITIVE')}`),
    );
    expect(messagesOf(population)).toEqual([]);
  });

  test('names the subgraph, the field and the mend when a mark is missing', () => {
    const population = ministry(
      'population',
      citizenWith(`"Faith. (Tôn giáo.)" religion: String "Name. (Họ và tên.)" fullName: String ${mark('BASIC')}`),
    );
    expect(messagesOf(population)).toEqual([
      'population: Citizen.religion has no @personal mark. Add @personal(scope: …, class: …), and @composeDirective(name: "@personal") if the subgraph has none.',
    ]);
  });

  test('finds a field that only an extension adds', () => {
    const population = ministry(
      'population',
      `${citizenWith(`"Name. (Họ và tên.)" fullName: String ${mark('BASIC')}`)}
       extend type Citizen { "Faith. (Tôn giáo.)" religion: String }`,
    );
    expect(messagesOf(population)).toEqual([expect.stringContaining('Citizen.religion has no @personal mark')]);
  });

  test('asks nothing of a field that another subgraph resolves', () => {
    const population = ministry('population', citizenWith(`"Name. (Họ và tên.)" fullName: String ${mark('BASIC')}`));
    const tax = ministry(
      'tax',
      citizenWith(
        `fullName: String @external "Title. (Danh xưng.)" title: String @requires(fields: "fullName") ${mark('BASIC')}`,
      ),
    );
    expect(messagesOf(population, tax)).toEqual([]);
  });
});
