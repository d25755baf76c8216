import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { subgraphSdl } from '../../schema/composition/subgraph-sdl.ts';
import type { Ministry } from './ministry.ts';

/** The complete SDL of a ministry's subgraph: its own `schema.graphql` under what all subgraphs share. */
export function ministrySdl(ministry: Pick<Ministry, 'directory'>): string {
  return subgraphSdl(readFileSync(join(ministry.directory, 'schema.graphql'), 'utf8'));
}
