import { readSupergraph } from '../../schema/composition/supergraph.ts';
import { ministryStatisticsField } from '../../schema/statistics-sdl.ts';

/**
 * The subgraphs that count something, as the supergraph tells.
 * @throws GraphQLError when the text is no SDL
 */
export function listCountingSubgraphs(supergraphSdl: string): readonly string[] {
  return readSupergraph(supergraphSdl).types.get('Query')?.fields.get(ministryStatisticsField)?.subgraphs ?? [];
}
