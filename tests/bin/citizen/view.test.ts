import { describe, expect, test } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { printView } from '../../../bin/citizen/print-sections.ts';
import { viewSelection } from '../../../bin/citizen/view-query.ts';
import { arrange } from '../../../bin/citizen/view-sections.ts';

const schema = buildSchema(`
  scalar PersonalId
  scalar Vnd
  type Query { citizen: Citizen }
  "A citizen. (Công dân.)"
  type Citizen {
    personalId: PersonalId!
    fullName: String
    "The library card. (Thẻ thư viện.)"
    libraryCard: LibraryCard
    photo(width: Int!): String
    visits: [Visit!]
    place: Place
  }
  type LibraryCard { number: String! kind: CardKind! fee: Vnd isValid: Boolean! owner: Citizen! loans: [Loan!] }
  enum CardKind { ADULT CHILD }
  type Loan { title: String! returnedOn: String coReaders: [Citizen!]! }
  type Visit { note: String! reason: String! }
  union Place = Town | Country
  type Town { code: String! name: String! }
  type Country { iso: String! }
`);

describe('the selection of a view', () => {
  test('asks for every field, and of another citizen only who it is', () => {
    const query = viewSelection(schema);
    expect(validate(schema, parse(`{ citizen ${query} }`))).toEqual([]);
    expect(query).toContain('libraryCard { number kind fee isValid owner { personalId fullName } loans {');
    expect(query).toContain('place { __typename ... on Town { code name } ... on Country { iso } }');
    expect(query).not.toContain('photo');
  });
});

describe('a printed view', () => {
  const owner = { personalId: '001085990001', fullName: 'Nguyễn Hoàng Minh' };
  const citizen = {
    ...owner,
    libraryCard: {
      number: 'L-1',
      kind: 'ADULT',
      fee: 120000,
      isValid: true,
      owner,
      loans: [
        { title: 'Truyện Kiều', returnedOn: null, coReaders: [owner, owner] },
        { title: 'Số đỏ', returnedOn: null, coReaders: [] },
      ],
    },
    visits: [],
    place: { __typename: 'Town', code: '01', name: 'Hà Nội' },
  };

  test('has values as rows, records as sections, lists as tables without empty columns', () => {
    expect(printView(arrange({ schema, citizen, errors: [] }))).toBe(
      `
Citizen · Công dân
  Personal id  001085990001
  Full name    Nguyễn Hoàng Minh
  Visits       none
  Place        01 Hà Nội

Library card · Thẻ thư viện
  Number    L-1
  Kind      ADULT
  Fee       120,000 đ
  Is valid  yes
  Owner     001085990001 Nguyễn Hoàng Minh

  Loans
    Title        Co readers
    Truyện Kiều  001085990001 Nguyễn Hoàng Minh; 001085990001 Nguyễn Hoàng Minh
    Số đỏ        none`.trimStart(),
    );
  });

  test('tells by its code why a part is missing, also when the error lies below it', () => {
    const errors = [{ message: '', path: ['me', 'libraryCard', 'number'], extensions: { code: 'SOURCE_TIMEOUT' } }];
    const part = { personalId: '001085990001', libraryCard: null, place: null };
    expect(printView(arrange({ schema, citizen: part, errors }))).toBe(
      `
Citizen · Công dân
  Personal id   001085990001
  Library card  SOURCE_TIMEOUT
  Place         –`.trimStart(),
    );
  });

  test('tells what is withheld in words, each field once, and apart from what failed', () => {
    const extensions = { code: 'WITHHELD', reason: 'RESTRICTED' };
    const errors = [
      { message: '', path: ['me', 'fullName'], extensions },
      { message: '', path: ['me', 'libraryCard', 'loans', 0, 'coReaders'], extensions },
      { message: '', path: ['me', 'libraryCard', 'loans', 1, 'coReaders'], extensions },
    ];
    const part = { personalId: '001085990001', fullName: null, visits: [] };
    expect(printView(arrange({ schema, citizen: part, errors }))).toBe(
      `
Citizen · Công dân
  Personal id  001085990001
  Visits       none

Withheld · Không cung cấp
  Full name                        kept by law for the authorities that it names
  Library card, Loans, Co readers  kept by law for the authorities that it names`.trimStart(),
    );
  });

  test('turns a table that is too wide into paragraphs that fit', () => {
    const visits = [
      { note: 'một hai ba bốn năm sáu bảy tám chín mười '.repeat(4).trim(), reason: 'reading' },
      { note: 'ngắn', reason: 'đọc '.repeat(30).trim() },
    ];
    const printed = printView(arrange({ schema, citizen: { ...owner, visits }, errors: [] }));
    expect(printed).toMatch(/^ {2}• note: một hai/m);
    expect(printed).toMatch(/^ {2}• note: ngắn · reason: đọc/m);
    expect(printed).not.toMatch(/.{101}/);
  });
});
