import type { ShopSubgraph } from './shop-subgraph.ts';

interface Product {
  readonly upc: string;
  readonly price: number;
  readonly weight: number;
}

export const stockSubgraph: ShopSubgraph = {
  name: 'stock',
  sdl: `
    extend type Product @key(fields: "upc") {
      upc: String! @external
      price: Int @external
      weight: Int @external
      inStock: Boolean
      shippingEstimate: Int @requires(fields: "price weight")
    }
  `,
  resolvers: {
    Product: {
      __resolveReference: (product: Product) => product,
      inStock: ({ upc }: Product) => Number(upc) % 3 !== 0,
      shippingEstimate: ({ price, weight }: Product) => (price > 500 ? 0 : Math.round(weight / 2)),
    },
  },
};
