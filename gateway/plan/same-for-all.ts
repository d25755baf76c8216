import { type DocumentNode, OperationTypeNode, visit } from 'graphql';
import type { Source } from '../fetch/source.ts';
import type { PlannedFetch } from './planned-fetches.ts';

/**
 * Whether fetches bring the same to every caller, so that equal requests in flight may be one. All of them have to be
 * reads, none may ask a subgraph in this process, whose resolvers know who asks, and none may name a field that has a
 * mark, since what is opened of it depends on the caller. What is reached through a marked field is told by that field.
 * Marked fields are told by their bare names: another type's field of that name only costs the sharing.
 */
export function isSameForAll(
  fetches: readonly PlannedFetch[],
  getSource: (subgraph: string) => Source,
  markedNames: ReadonlySet<string>,
): boolean {
  return fetches.every(
    ({ node, operation: { kind, document } }) =>
      kind === OperationTypeNode.QUERY && !getSource(node.serviceName).isLocal && !namesField(document, markedNames),
  );
}

function namesField(document: DocumentNode, names: ReadonlySet<string>): boolean {
  let isNamed = false;
  visit(document, {
    Field: ({ name }) => {
      isNamed ||= names.has(name.value);
    },
  });
  return isNamed;
}
