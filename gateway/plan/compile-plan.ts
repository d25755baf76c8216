import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import type { EntityFetches } from '../fetch/entity-fetches.ts';
import type { Source, SourceOperation } from '../fetch/source.ts';
import { compileEntityFetch } from './entity-fetch.ts';
import type { Step } from './execution.ts';
import { collectFetches, isExtendedLater, type PlannedFetch } from './planned-fetches.ts';
import { compileRootFetch } from './root-fetch.ts';
import { isSameForAll } from './same-for-all.ts';

/** What a plan is compiled against. */
export interface PlanEnvironment {
  /** The supergraph's schema with all its types, inaccessible ones too. */
  readonly supergraphSchema: GraphQLSchema;
  readonly getSource: (subgraph: string) => Source;
  /** The batchers of an entity operation, shared by all plans that hold the same operation. */
  readonly getEntityFetches: (source: Source, operation: SourceOperation) => EntityFetches;
  /** Names of all fields that have a mark. */
  readonly markedNames: ReadonlySet<string>;
}

export interface CompiledPlan {
  readonly execute: Step;
  /** Whether every caller gets the same. */
  readonly isSameForAll: boolean;
}

/**
 * Compiles what the planner made into steps.
 * @throws Error for what is not served: subscriptions, `@defer`, which the planner is not asked for, and arguments
 *         `@fromContext`, which ApolloGateway knows no more than we do
 */
export function compilePlan({ node }: QueryPlan, environment: PlanEnvironment): CompiledPlan {
  if (node === undefined) return { execute: doNothing, isSameForAll: true };
  if (node.kind === 'Subscription') throw new Error('Subscriptions are refused before planning');
  const fetches = collectFetches(node);
  const steps = new Map(fetches.map((fetch) => [fetch.node, unlessAborted(compileFetch(fetch, fetches, environment))]));
  return {
    execute: compileNode(node, steps),
    isSameForAll: isSameForAll(fetches, environment.getSource, environment.markedNames),
  };
}

function compileFetch(fetch: PlannedFetch, fetches: readonly PlannedFetch[], environment: PlanEnvironment): Step {
  const { getSource, getEntityFetches, supergraphSchema } = environment;
  if (fetch.node.contextRewrites?.length) throw new Error('Arguments that come @fromContext are not served');
  const source = getSource(fetch.node.serviceName);
  if (fetch.node.requires === undefined) return compileRootFetch(fetch, supergraphSchema, source);
  const changesEntities = fetch.node.outputRewrites !== undefined || isExtendedLater(fetch, fetches);
  return compileEntityFetch(fetch, supergraphSchema, getEntityFetches(source, fetch.operation), changesEntities);
}

function compileNode(node: PlanNode, fetches: ReadonlyMap<PlanNode, Step>): Step {
  switch (node.kind) {
    case 'Sequence':
      return inSequence(node.nodes.map((child) => compileNode(child, fetches)));
    case 'Parallel':
      return inParallel(node.nodes.map((child) => compileNode(child, fetches)));
    case 'Flatten':
      return compileNode(node.node, fetches);
    case 'Fetch':
      return fetches.get(node) ?? doNothing;
    case 'Condition':
    case 'Defer':
      throw new Error(`A plan has no ${node.kind} node: conditions are settled before, and @defer is not asked for`);
  }
}

function inSequence(steps: readonly Step[]): Step {
  return async (execution) => {
    for (const step of steps) {
      const pending = step(execution);
      if (pending) await pending;
    }
  };
}

function inParallel(steps: readonly Step[]): Step {
  return async (execution) => {
    await Promise.all(steps.map((step) => step(execution)));
  };
}

/** Nobody waits for what a fetch would bring then. */
function unlessAborted(fetch: Step): Step {
  return (execution) => (execution.signal?.aborted ? undefined : fetch(execution));
}

const doNothing: Step = () => undefined;
