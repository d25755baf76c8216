import type { ShopSubgraph } from './shop-subgraph.ts';

const names = ['Table', 'Couch', 'Chair', 'Lamp', 'Shelf', 'Desk', 'Bed', 'Wardrobe', 'Mirror'];
const products = names.map((name, i) => ({
  upc: String(i + 1),
  name,
  price: 100 * (i + 1) - 1,
  weight: (7 * (i + 1)) % 100,
}));

export const productsSubgraph: ShopSubgraph = {
  name: 'products',
  sdl: `
    extend type Query {
      topProducts(first: Int = 5): [Product]
    }

    type Product @key(fields: "upc") {
      upc: String!
      name: String
      price: Int
      weight: Int
    }
  `,
  resolvers: {
    Query: { topProducts: (_: object, { first }: { readonly first: number }) => products.slice(0, first) },
    Product: { __resolveReference: ({ upc }: { readonly upc: string }) => products[Number(upc) - 1] },
  },
};
