import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import type { SubgraphDefinition } from '../../../schema/composition/subgraph.ts';

/** The shop's supergraph. */
export function composeShop(subgraphs: readonly SubgraphDefinition[]): string {
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  if (errors) throw new AggregateError(errors, 'The shop does not compose');
  return supergraphSdl;
}
