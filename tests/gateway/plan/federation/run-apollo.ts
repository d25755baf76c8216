import { executeQueryPlan } from '@apollo/gateway/dist/executeQueryPlan.js';
import deepMergeModule from '@apollo/gateway/dist/utilities/deepMerge.js';
import { type DocumentNode, GraphQLError, isAbstractType } from 'graphql';
import { isObject } from '../../../../gateway/fetch/json.ts';
import { type Answer, readAnswer, type Variables } from './answer.ts';
import { coerceVariables, getOperation, readFragments } from './operation.ts';
import { type HostAnswer, type Spoil, SubgraphHost } from './subgraph-host.ts';
import type { TestSupergraph } from './test-supergraph.ts';

/** What ApolloGateway's executor answers to the same plan. */
export async function runApollo(
  supergraph: TestSupergraph,
  document: DocumentNode,
  variables: Variables,
  spoil?: Spoil,
): Promise<Answer> {
  const host = new SubgraphHost(supergraph, spoil);
  const { planner, subgraphs, apolloApiSchema } = supergraph;
  const serviceMap = Object.fromEntries(
    subgraphs.keys().map((subgraph) => {
      const process = async ({ request: { query, variables: sent } }: ApolloRequest): Promise<HostAnswer> =>
        withoutInterfaceNames(supergraph, await host.call({ subgraph, text: query, variables: { ...sent } }));
      return [subgraph, { process }];
    }),
  );
  const request = { variables: coerceVariables(planner.apiSchema, document, variables) };
  const fragments = Object.fromEntries(readFragments(document));
  const { data, errors, extensions } = await executeQueryPlan(
    planner.plan(document),
    serviceMap as never,
    { request, context: {}, metrics: {}, logger: console } as never,
    { schema: planner.apiSchema, operation: getOperation(document), fragments } as never,
    planner.supergraphSchema,
    apolloApiSchema,
  ).catch(giveUp);
  return readAnswer(JSON.stringify({ data, errors: [...(errors ?? []), ...hiddenErrors(extensions)].map(toJson) }));
}

function toJson(error: Error): object {
  return error instanceof GraphQLError ? error.toJSON() : { message: error.message };
}

interface ApolloRequest {
  readonly request: { readonly query: string; readonly variables?: Variables };
}

/** It expects lists to be lists and objects to be objects, and gives up the whole answer where they are not. */
function giveUp(error: Error): { data?: unknown; errors: readonly Error[]; extensions?: Record<string, unknown> } {
  return { errors: [error] };
}

/** Null propagation is an error by the specification. ApolloGateway puts it in an extension, or hides it. */
function hiddenErrors(extensions: { readonly valueCompletion?: unknown } | undefined): readonly GraphQLError[] {
  return (extensions?.valueCompletion ?? []) as readonly GraphQLError[];
}

/**
 * ApolloGateway lets the name of an interface, all that the subgraph of an `@interfaceObject` can tell, take the place of
 * the object's own type, and then finds the object invalid. Here it is not shown those names.
 */
function withoutInterfaceNames({ planner }: TestSupergraph, answer: HostAnswer): HostAnswer {
  const entities = answer.data?.['_entities'];
  for (const entity of Array.isArray(entities) ? entities : []) {
    if (isObject(entity) && isAbstractType(planner.supergraphSchema.getType(String(entity['__typename'])))) {
      delete entity['__typename'];
    }
  }
  return answer;
}

/**
 * ApolloGateway lets a null take the place of what another subgraph knows, if it comes later. With us it takes nothing
 * away: one ministry's fault does not cost another's part, and which of two parallel fetches comes later is chance.
 */
const mergeAll = deepMergeModule.deepMerge;
deepMergeModule.deepMerge = (target: unknown, source: unknown) => {
  forgetNulls(target, source);
  return mergeAll(target, source);
};

function forgetNulls(target: unknown, source: unknown): void {
  if (Array.isArray(target) && Array.isArray(source) && target.length === source.length) {
    for (const [index, item] of source.entries()) {
      if (item === null) source[index] = target[index];
      else forgetNulls(target[index], item);
    }
  } else if (isObject(target) && isObject(source)) {
    for (const key of Object.keys(source)) {
      const known = Object.hasOwn(target, key) ? target[key] : undefined;
      if (source[key] === null && known !== undefined) delete source[key];
      else forgetNulls(known, source[key]);
    }
  }
}
