import { readdirSync, readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { subgraphSdl } from '../../schema/composition/subgraph-sdl.ts';
import { sharedScalars } from '../../schema/scalars/shared-scalars.ts';
import { statisticsTypes } from '../../schema/statistics-sdl.ts';
import { citizenResolvers } from './citizen.ts';
import { purposesResolvers } from './purposes.ts';
import { statisticsResolvers } from './statistics.ts';
import { verificationResolvers } from './verification.ts';

/**
 * The gateway's own subgraph, run in process. It turns personal IDs into references and knows nothing else of a
 * citizen, so every ministry is asked in one parallel wave.
 */
const sdl = subgraphSdl(`${readSchemas(new URL('schema/', import.meta.url))}\n${statisticsTypes}`);

/** Each topic has its types in `schema/<topic>.graphql` and its resolvers in `<topic>.ts`. */
const topics = [citizenResolvers, purposesResolvers, statisticsResolvers, verificationResolvers];

export const localSubgraph = {
  name: 'gateway',
  url: 'local:gateway',
  sdl,
  schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: joinResolvers() }]),
} as const;

function readSchemas(directory: URL): string {
  const files = readdirSync(directory).sort();
  return files.map((file) => readFileSync(new URL(file, directory), 'utf8')).join('\n');
}

function joinResolvers() {
  const scalars = Object.fromEntries(sharedScalars.map((scalar) => [scalar.name, scalar]));
  return { ...scalars, ...Object.assign({}, ...topics), Query: Object.assign({}, ...topics.map(({ Query }) => Query)) };
}
