import { readdirSync, readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { subgraphSdl } from '../../schema/composition/subgraph-sdl.ts';
import { sharedScalars } from '../../schema/scalars/shared-scalars.ts';
import { statisticsTypes } from '../../schema/statistics-sdl.ts';
import { recordRefusals } from '../ledger/record-refusals.ts';
import { auditResolvers } from './audit.ts';
import { citizenResolvers } from './citizen.ts';
import { consentsResolvers } from './consents.ts';
import { correctionsResolvers } from './corrections.ts';
import { disclosuresResolvers } from './disclosures.ts';
import { emergencyResolvers } from './emergency.ts';
import { explainResolvers } from './explain.ts';
import { fieldsResolvers } from './fields.ts';
import { purposesResolvers } from './purposes.ts';
import { statisticsResolvers } from './statistics.ts';
import { verificationResolvers } from './verification.ts';
import { verificationSlipResolvers } from './verification-slip.ts';
import { whatIfResolvers } from './what-if.ts';

/**
 * The gateway's own subgraph, run in process. It turns personal IDs into references and knows nothing else of a
 * citizen, so every ministry is asked in one parallel wave.
 */
const sdl = subgraphSdl(`${readSchemas(new URL('schema/', import.meta.url))}\n${statisticsTypes}`);

/** Each topic has its types in `schema/<topic>.graphql` and its resolvers in `<topic>.ts`. */
const topics: readonly Resolvers[] = [
  auditResolvers,
  citizenResolvers,
  correctionsResolvers,
  disclosuresResolvers,
  emergencyResolvers,
  explainResolvers,
  fieldsResolvers,
  consentsResolvers,
  purposesResolvers,
  statisticsResolvers,
  verificationResolvers,
  verificationSlipResolvers,
  whatIfResolvers,
];

/** By type and field. */
type Resolvers = Readonly<Record<string, object>>;

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

/** Topics have fields of the same types. */
function joinResolvers() {
  const types = new Set(topics.flatMap((topic) => Object.keys(topic)));
  const joined = [...types].map((type) => [type, Object.assign({}, ...topics.map((topic) => topic[type]))]);
  const { Query, Mutation, ...others } = Object.fromEntries(joined);
  const resolvers = { Query: recordRefusals(Query), Mutation: recordRefusals(Mutation), ...others };
  return Object.fromEntries([...Object.entries(resolvers), ...sharedScalars.map((scalar) => [scalar.name, scalar])]);
}
