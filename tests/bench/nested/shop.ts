import { productsSubgraph } from './products.ts';
import { reviewsSubgraph } from './reviews.ts';
import type { ShopSubgraph } from './shop-subgraph.ts';
import { stockSubgraph } from './stock.ts';
import { usersSubgraph } from './users.ts';

/** All subgraphs of the shop. */
export const shop: readonly ShopSubgraph[] = [usersSubgraph, productsSubgraph, reviewsSubgraph, stockSubgraph];
