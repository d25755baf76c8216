import type { ConditionNode, FetchNode, FlattenNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import type { EntityFetches } from '../fetch/entity-fetches.ts';
import type { Source, SourceOperation } from '../fetch/source.ts';
import { compileEntityFetch } from './entity-fetch.ts';
import type { Execution } from './execution.ts';
import { compileFlattenPath } from './flatten-path.ts';
import { collectFetches, getPlannedFetch, isExtendedLater, type PlannedFetch } from './planned-fetches.ts';
import { compileRootFetch } from './root-fetch.ts';

/** A part of a plan as code. Resolves when its data is in `execution`; never rejects for a source's fault. */
export type Step = (execution: Execution) => Promise<void> | undefined;

/** What a plan is compiled against. */
export interface PlanEnvironment {
  /** The supergraph's schema with all its types, inaccessible ones too. */
  readonly supergraphSchema: GraphQLSchema;
  readonly getSource: (subgraph: string) => Source;
  /** The batchers of an entity operation, shared by all plans that hold the same operation. */
  readonly getEntityFetches: (source: Source, operation: SourceOperation) => EntityFetches;
}

/**
 * Compiles what the planner made into steps.
 * @throws Error for what no plan of ours holds: subscriptions and `@defer`, which the planner is not asked for
 */
export function compilePlan(plan: QueryPlan, environment: PlanEnvironment): Step {
  if (plan.node === undefined) return () => undefined;
  if (plan.node.kind === 'Subscription') throw new Error('Subscriptions are refused before planning');
  const fetches = collectFetches(plan.node);
  return compileNode(plan.node, [], { environment, fetches });
}

interface Compilation {
  readonly environment: PlanEnvironment;
  readonly fetches: readonly PlannedFetch[];
}

function compileNode(node: PlanNode, path: readonly string[], compilation: Compilation): Step {
  switch (node.kind) {
    case 'Sequence':
      return inSequence(node.nodes.map((child) => compileNode(child, path, compilation)));
    case 'Parallel':
      return inParallel(node.nodes.map((child) => compileNode(child, path, compilation)));
    case 'Flatten':
      return compileNode(node.node, [...path, ...flattenNames(node)], compilation);
    case 'Condition':
      return compileCondition(node, path, compilation);
    case 'Fetch':
      return compileFetch(node, path, compilation);
    case 'Defer':
      throw new Error('The planner is not asked for @defer');
  }
}

function flattenNames(node: FlattenNode): string[] {
  return node.path.map(String);
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

function compileCondition(node: ConditionNode, path: readonly string[], compilation: Compilation): Step {
  const whenTrue = node.ifClause && compileNode(node.ifClause, path, compilation);
  const whenFalse = node.elseClause && compileNode(node.elseClause, path, compilation);
  return (execution) => (execution.variables[node.condition] === true ? whenTrue : whenFalse)?.(execution);
}

function compileFetch(node: FetchNode, path: readonly string[], compilation: Compilation): Step {
  const { environment, fetches } = compilation;
  const selection = getPlannedFetch(node, fetches).selection;
  const source = environment.getSource(node.serviceName);
  const { supergraphSchema } = environment;
  const operation = selection.operation;
  const flattenPath = compileFlattenPath(path);
  if (node.requires === undefined)
    return compileRootFetch({ node, source, operation, selection, flattenPath, supergraphSchema });
  return compileEntityFetch({
    node,
    selection,
    flattenPath,
    supergraphSchema,
    entityFetches: environment.getEntityFetches(source, operation),
    changesEntities: node.outputRewrites !== undefined || isExtendedLater(getPlannedFetch(node, fetches), fetches),
  });
}
