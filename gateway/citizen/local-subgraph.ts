import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { subgraphSdl } from '../../schema/composition/subgraph-sdl.ts';
import { sharedScalars } from '../../schema/scalars/shared-scalars.ts';
import type { RequestContext } from '../request/request-context.ts';

/**
 * The gateway's own subgraph, run in process. It turns personal IDs into references and knows nothing else of a
 * citizen, so every ministry is asked in one parallel wave.
 */
const sdl = subgraphSdl(readFileSync(new URL('schema.graphql', import.meta.url), 'utf8'));

interface CitizenReference {
  readonly personalId: string;
}

const resolvers = {
  Query: {
    citizen: (_: unknown, { personalId }: CitizenReference, context: RequestContext) =>
      findCitizen(personalId, context),
    citizens: (_: unknown, { personalIds }: { readonly personalIds: readonly string[] }, context: RequestContext) =>
      Promise.all(personalIds.map((personalId) => findCitizen(personalId, context))),
  },
  Citizen: {
    __resolveReference: (reference: CitizenReference) => reference,
  },
  ...Object.fromEntries(sharedScalars.map((scalar) => [scalar.name, scalar])),
};

export const localSubgraph = {
  name: 'gateway',
  url: 'local:gateway',
  sdl,
  schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]),
} as const;

/** @returns null when no source knows the number; a reference when one does, or when none can tell */
async function findCitizen(personalId: string, { isBorne }: RequestContext): Promise<CitizenReference | null> {
  return !isBorne || (await isBorne(personalId)) ? { personalId } : null;
}
