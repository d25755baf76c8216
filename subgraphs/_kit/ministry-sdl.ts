import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { subgraphSdl } from '../../schema/composition/subgraph-sdl.ts';
import { ministryStatisticsSdl } from '../../schema/statistics-sdl.ts';
import type { Ministry } from './ministry.ts';

/**
 * The complete SDL of a ministry's subgraph: its own `schema.graphql` under what all subgraphs share, and what the
 * gateway asks for statistics by when the ministry has any.
 */
export function ministrySdl({ directory, statistics = [] }: Pick<Ministry, 'directory' | 'statistics'>): string {
  const types = readFileSync(join(directory, 'schema.graphql'), 'utf8');
  return subgraphSdl(statistics.length > 0 ? `${types}\n${ministryStatisticsSdl}` : types);
}
