import { describe, expect, test } from '@jest/globals';
import { citizenWith, mark, messagesOf, ministry } from '../support/small-graphs.ts';

const papers = (interfaceMark: string, typeMark: string) =>
  ministry(
    'transport',
    `${citizenWith(`"Papers. (Giấy tờ.)" papers: [Paper!] ${mark('BASIC')}`)}
     "A paper. (Giấy tờ.)" interface Paper { "Number. (Số.)" number: String ${interfaceMark} }
     "A licence. (Bằng lái.)" type Licence implements Paper { "Number. (Số.)" number: String ${typeMark} }`,
  );

describe('interface-marks', () => {
  test('passes when both carry a mark and the type is as closed or closer', () => {
    expect(messagesOf(papers(mark('SENSITIVE'), mark('SENSITIVE')))).toEqual([]);
    expect(messagesOf(papers(mark('BASIC'), mark('RESTRICTED')))).toEqual([]);
    expect(messagesOf(papers('', ''))).toEqual([]);
  });

  test('refuses a type whose field lacks the mark of its interface', () => {
    expect(messagesOf(papers(mark('SENSITIVE'), ''))).toEqual([
      'transport: Licence.number is less closed than Paper.number, which it implements. Add @personal(scope: "test.scope", class: SENSITIVE) or a closer mark of its own.',
    ]);
  });

  test('refuses a type whose field is more open than its interface', () => {
    expect(messagesOf(papers(mark('SENSITIVE'), mark('BASIC')))).toHaveLength(1);
  });

  test('refuses an interface that leaves a field open which an implementing type closes', () => {
    expect(messagesOf(papers('', mark('SENSITIVE')))).toEqual([
      'transport: Paper.number has no @personal mark, but Licence.number, which implements it, has one. Add the most open mark of the fields that implement it.',
    ]);
  });
});
