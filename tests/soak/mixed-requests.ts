import type { RequestSet } from '../bench/scenario.ts';

/** A request of any kind to `/graphql`. */
export interface MixedRequest {
  readonly kind: Kind;
  readonly body: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Whether the caller leaves before the answer can be there. */
  readonly leaves: boolean;
}

export type Kind = 'view' | 'new document' | 'introspection' | 'invalid' | 'hostile' | 'left';

/** Makes an endless mixture of what reaches a gateway in a day: of a hundred requests, so many of each kind. */
export function* mixRequests({ query, variables }: Pick<RequestSet, 'query' | 'variables'>): Generator<MixedRequest> {
  for (let count = 0; ; count++) {
    const some = variables[count % variables.length] ?? {};
    const kind = kinds[count % kinds.length] ?? 'view';
    const write = (text: string) => ({
      kind,
      body: JSON.stringify({ query: text, variables: some }),
      variables: some,
      leaves: false,
    });
    switch (kind) {
      case 'view':
        yield write(query);
        break;
      case 'left':
        yield { ...write(query), leaves: true };
        break;
      case 'new document':
        yield write(query.replace(/^ +sex$/m, `n${count}: sex`));
        break;
      case 'introspection':
        yield write(`query Types${count % 10} { __schema { types { name fields { name } } } }`);
        break;
      case 'invalid':
        yield write(invalid[count % invalid.length]?.replace('N', String(count)) ?? '');
        break;
      case 'hostile':
        yield write(`{ ${Array.from({ length: 2_000 }, (_, i) => `a${i}_${count}: __typename`).join(' ')} }`);
        break;
    }
  }
}

const kinds = spread({ view: 80, 'new document': 5, introspection: 5, invalid: 5, left: 4, hostile: 1 });

const invalid = [
  'query { citizen(',
  '{ fieldN }',
  'query Q($personalId: NoTypeN) { __typename }',
  `${'{ a '.repeat(60)}${'}'.repeat(60)}`,
  'subscription SN { __typename }',
];

/** So many of each, mixed evenly. */
function spread(shares: Readonly<Record<Kind, number>>): readonly Kind[] {
  const all = Object.entries(shares).flatMap(([kind, share]) =>
    Array.from({ length: share }, (_, i) => ({ kind: kind as Kind, at: (i + 0.5) / share })),
  );
  return all.toSorted((a, b) => a.at - b.at).map(({ kind }) => kind);
}
