import { describe, expect, test } from '@jest/globals';
import { citizenWith, mark, messagesOf, ministry } from '../support/small-graphs.ts';

const sharing = (name: string, addressMark: string) =>
  ministry(
    name,
    `${citizenWith(`"Home. (Nơi ở.)" ${name}Home: Address ${mark('BASIC')}`)}
     "An address. (Địa chỉ.)" type Address @shareable { "Street. (Đường.)" street: String ${addressMark} }`,
  );

describe('marks-agree', () => {
  test('passes a shared field that all mark alike', () => {
    expect(messagesOf(sharing('tax', mark('SENSITIVE')), sharing('health', mark('SENSITIVE')))).toEqual([]);
  });

  test('refuses marks of different classes, also when most subgraphs agree', () => {
    const messages = messagesOf(
      sharing('tax', mark('BASIC')),
      sharing('health', mark('SENSITIVE')),
      sharing('courts', mark('BASIC')),
    );
    expect(messages).toEqual([
      'tax, health, courts: Address.street is marked differently: @personal(scope: "test.scope", class: BASIC) in tax, @personal(scope: "test.scope", class: SENSITIVE) in health, @personal(scope: "test.scope", class: BASIC) in courts. Give it the same mark in each.',
    ]);
  });

  test('refuses marks of different scopes', () => {
    expect(messagesOf(sharing('tax', mark('BASIC', 'a.b')), sharing('health', mark('BASIC', 'a.c')))).toEqual([
      expect.stringContaining('Address.street is marked differently'),
    ]);
  });

  test('refuses a shared field that one of them leaves unmarked', () => {
    expect(messagesOf(sharing('tax', mark('BASIC')), sharing('health', ''))).toEqual([
      expect.stringContaining('no mark in health'),
    ]);
  });
});
