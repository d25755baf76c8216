import { OperationTypeNode } from 'graphql';
import type { Source } from '../fetch/source.ts';
import type { PlannedFetch } from './planned-fetches.ts';

/**
 * Whether fetches of what is not marked bring the same to every caller, so that equal requests in flight may be one:
 * all are reads, and none asks a subgraph in this process, whose resolvers know who asks.
 */
export function isSameForAll(fetches: readonly PlannedFetch[], getSource: (subgraph: string) => Source): boolean {
  return fetches.every(
    ({ node, operation: { kind } }) => kind === OperationTypeNode.QUERY && !getSource(node.serviceName).isLocal,
  );
}
