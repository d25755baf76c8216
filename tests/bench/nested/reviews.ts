import type { ShopSubgraph } from './shop-subgraph.ts';

/** Author and product of each review: a few write much, and much is written about a few. */
const pairs = '1-1 1-2 2-3 2-1 3-1 3-2 4-3 4-1 5-4 1-5 2-2 6-1 3-6 4-2 5-1 1-7 2-8 6-9'.split(' ');
const reviews = pairs.map((pair, i) => {
  const [authorId, upc] = pair.split('-');
  return {
    id: String(i + 1),
    authorId,
    upc,
    body: `Review ${i + 1}: it holds what it promises, came in time and was as heavy as they said.`,
  };
});
type Review = (typeof reviews)[number];

export const reviewsSubgraph: ShopSubgraph = {
  name: 'reviews',
  sdl: `
    type Review @key(fields: "id") {
      id: ID!
      body: String
      author: User
      product: Product
    }

    extend type User @key(fields: "id") {
      id: ID! @external
      reviews: [Review]
    }

    extend type Product @key(fields: "upc") {
      upc: String! @external
      reviews: [Review]
    }
  `,
  resolvers: {
    Review: {
      __resolveReference: ({ id }: { readonly id: string }) => reviews[Number(id) - 1],
      author: ({ authorId }: Review) => ({ id: authorId }),
      product: ({ upc }: Review) => ({ upc }),
    },
    User: {
      __resolveReference: (user: object) => user,
      reviews: ({ id }: { readonly id: string }) => reviews.filter(({ authorId }) => authorId === id),
    },
    Product: {
      __resolveReference: (product: object) => product,
      reviews: (product: { readonly upc: string }) => reviews.filter(({ upc }) => upc === product.upc),
    },
  },
};
