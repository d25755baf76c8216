import fastify from 'fastify';
import mercurius from 'mercurius';
import { localSubgraph } from '../../../gateway/citizen/local-subgraph.ts';
import { runSubgraphsProcess } from '../subgraphs-process.ts';

/** The gateway's own subgraph over HTTP, for peers: it turns a personal ID into a key and asks nobody. */
await runSubgraphsProcess(async () => {
  const server = fastify();
  // Nothing is kept about citizens here.
  const context = () => ({ records: {} });
  await server.register(mercurius, { schema: localSubgraph.schema, context, jit: 1, graphiql: false });
  return { [localSubgraph.name]: `${await server.listen({ host: '127.0.0.1', port: 0 })}/graphql` };
});
