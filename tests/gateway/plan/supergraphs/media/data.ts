import type { Data } from '../../federation/data.ts';

/** A fresh library, so that what a mutation changes lasts for one operation only. */
export function createData(): Data {
  const persons = [1, 2, 3].map((n) => ({
    __typename: 'Person',
    id: `h${n}`,
    name: n === 3 ? null : `Person ${n}`,
    city: n === 1 ? 'Huế' : null,
    works: (): unknown => (n === 3 ? null : media.filter(({ creator }) => creator?.id === `h${n}`)),
    comments: (): unknown => comments.filter(({ by }) => by?.id === `h${n}`),
    holds: (): unknown => copies.filter(({ holder }) => holder?.id === `h${n}`),
  }));

  const media = ['Book', 'Film', 'Book', 'Film', 'Book'].map((typeName, index) => {
    const n = index + 1;
    return {
      __typename: typeName,
      id: `m${n}`,
      code: { system: n % 2 === 0 ? 'isan' : 'isbn', value: `${n}00` },
      name: n === 4 ? null : `Medium ${n}`,
      year: n === 5 ? null : 2000 + n,
      sequel: null as unknown,
      creator: n === 5 ? null : (persons[n % 3] ?? null),
      pages: n * 50,
      chapters: n === 3 ? null : [['one', 'two'], null, []],
      minutes: n === 2 ? 90 : null,
      cast: [persons[0], null, persons[1]],
      rating: ({ scale }: { scale?: number | null }) => (n === 3 ? null : n / (scale ?? 1)),
      comments: (): unknown => comments.filter(({ about }) => about?.id === `m${n}`),
      age(this: { year: number | null }) {
        return this.year === null ? null : 2025 - this.year;
      },
      copies: (): unknown => copies.filter(({ book }) => book.id === `m${n}`),
    };
  });
  const [m1, m2, m3, m4, m5] = media as [Medium, Medium, Medium, Medium, Medium];
  type Medium = (typeof media)[number];
  m1.sequel = m2;
  m2.sequel = m3;
  m4.sequel = m1;

  const comments = [1, 2, 3, 4].map((n) => ({
    __typename: 'Comment',
    number: n,
    about: n === 4 ? null : (media[n] ?? null),
    text: n === 1 ? null : `Comment ${n}`,
    by: n === 2 ? null : (persons[n % 3] ?? null),
    thread: [] as unknown[][],
  }));
  const [c1, c2, c3] = comments as [Comment, Comment, Comment];
  type Comment = (typeof comments)[number];
  c1.thread = [[c2, c3], [], [c2]];

  const branches = [1, 2].map((n) => ({
    __typename: 'Branch',
    id: `b${n}`,
    city: 'Đà Nẵng',
    name: n === 1 ? 'Hải Châu' : null,
    copies: (): unknown => (n === 1 ? copies : null),
  }));
  const copies = [
    { book: m1, number: 1, holder: persons[0] ?? null },
    { book: m1, number: 2, holder: branches[0] ?? null },
    { book: m3, number: 1, holder: null },
    { book: m5, number: 1, holder: persons[2] ?? null },
  ].map((copy) => ({
    __typename: 'Copy',
    ...copy,
    wear: copy.number === 2 ? 'RAGGED' : 'NEW',
    wornBy: ({ min }: { min?: number | null }) => persons.slice(min ?? 1),
  }));

  const findCopy = ({ book, number }: { book: string; number: number }) =>
    copies.find((copy) => copy.book.id === book && copy.number === number) ?? null;
  const query = {
    media: ({ id }: { id: string }) => media.find((medium) => medium.id === id) ?? null,
    shelf: ({ first }: { first?: number | null }) => [m1, m2, null, m3, m1, m4, m5].slice(0, first ?? 7),
    named: ({ name }: { name?: string | null }) =>
      [m2, persons[0], m1].filter((named) => !name || named?.name === name),
    search: ({ text }: { text?: string | null }) => [persons[1], m1, null, m2].slice(text?.length ?? 0),
    book: ({ id }: { id: string }) => media.find((medium) => medium.id === id && medium.__typename === 'Book') ?? null,
    topRated: ({ first }: { first?: number | null }) => [m5, m2, m1].slice(0, first ?? 3),
    comments: (): unknown => [c1, null, c2, c3],
    copies: () => [...copies, null],
    holders: () => [persons[0], branches[0], branches[1], persons[2]],
    copy: findCopy,
    mostWorn: () => copies[1] ?? null,
  };
  const mutation = {
    lend: ({ to, ...key }: { to: string; book: string; number: number }) => {
      const copy = findCopy(key);
      if (copy) copy.holder = persons.find(({ id }) => id === to) ?? null;
      return copy && { copy, holder: copy.holder, query: {} };
    },
    giveBack: (key: { book: string; number: number }) => {
      const copy = findCopy(key);
      if (copy) copy.holder = null;
      return copy;
    },
  };
  return {
    roots: { Query: query, Mutation: mutation },
    entities: [...persons, ...media, ...comments, ...branches, ...copies],
  };
}
