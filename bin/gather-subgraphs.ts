import { localSubgraph } from '../gateway/citizen/local-subgraph.ts';
import type { SubgraphDefinition } from '../schema/composition/subgraph.ts';
import { listMinistries } from '../subgraphs/_kit/list-ministries.ts';
import { ministrySdl } from '../subgraphs/_kit/ministry-sdl.ts';

/** All that is composed: the gateway's own subgraph, then every ministry that has a folder, in alphabetical order. */
export async function gatherSubgraphs(): Promise<readonly SubgraphDefinition[]> {
  const ministries = await listMinistries();
  return [
    { name: localSubgraph.name, url: localSubgraph.url, sdl: localSubgraph.sdl },
    ...ministries.map((ministry) => ({
      name: ministry.name,
      url: `http://127.0.0.1:${ministry.port}/graphql`,
      sdl: ministrySdl(ministry),
    })),
  ];
}
