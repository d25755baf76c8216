import { buildSubgraphSchema } from '@apollo/subgraph';
import fastify from 'fastify';
import { parse } from 'graphql';
import mercurius from 'mercurius';
import { runSubgraphsProcess } from '../subgraphs-process.ts';
import { shop } from './shop.ts';
import type { ShopSubgraph } from './shop-subgraph.ts';

/** The shop, served with the same libraries as a ministry. */
await runSubgraphsProcess(async () =>
  Object.fromEntries(await Promise.all(shop.map(async (subgraph) => [subgraph.name, await serve(subgraph)]))),
);

async function serve({ sdl, resolvers }: ShopSubgraph): Promise<string> {
  const server = fastify({ bodyLimit: 16 * 1024 * 1024 });
  await server.register(mercurius, {
    // The resolver map's type in @apollo/subgraph knows no arguments.
    schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as Record<string, never> }]),
    jit: 1,
    graphiql: false,
  });
  return `${await server.listen({ host: '127.0.0.1', port: 0 })}/graphql`;
}
