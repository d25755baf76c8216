import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { FieldRegister } from '../disclosure/field-register.ts';
import type { EntityBatcher } from '../fetch/entity-batcher.ts';
import type { Source, SourceOperation } from '../fetch/source.ts';
import { asksForMarked, findAskedFields } from './asked-fields.ts';
import { askByVerdict, askRootByVerdict } from './by-verdict.ts';
import { cutAtCitizens } from './cut-at-citizens.ts';
import { type AskEntities, compileEntityFetch } from './entity-fetch.ts';
import type { Step } from './execution.ts';
import { compileVariants, type PickVariant } from './fetch-variants.ts';
import { compileFlattenPath } from './flatten-path.ts';
import { collectFetches, isExtendedLater, type PlannedFetch } from './planned-fetches.ts';
import { compileRootFetch } from './root-fetch.ts';
import { isSameForAll } from './same-for-all.ts';
import type { SubgraphTypes } from './subgraph-types.ts';

/** What a plan is compiled against. */
export interface PlanEnvironment {
  /** The supergraph's schema with all its types, inaccessible ones too. */
  readonly supergraphSchema: GraphQLSchema;
  readonly subgraphTypes: SubgraphTypes;
  /** What verdicts are passed on; undefined where the supergraph has no marks. */
  readonly register: FieldRegister | undefined;
  readonly getSource: (subgraph: string) => Source;
  /** The batcher of an entity operation and of its variants, shared by all plans that hold the same operation. */
  readonly getBatcher: (source: Source, operation: SourceOperation) => EntityBatcher;
}

export interface CompiledPlan {
  readonly execute: Step;
  /** Whether every caller gets the same. */
  readonly isSameForAll: boolean;
}

/**
 * Compiles what the planner made into steps.
 * @param asked  the canonical operation that was planned
 * @throws Error for what is not served: subscriptions, `@defer`, which the planner is not asked for, and arguments
 *         `@fromContext`, which ApolloGateway knows no more than we do
 */
export function compilePlan(plan: QueryPlan, asked: DocumentNode, environment: PlanEnvironment): CompiledPlan {
  if (plan.node === undefined) return { execute: doNothing, isSameForAll: true };
  if (plan.node.kind === 'Subscription') throw new Error('Subscriptions are refused before planning');
  const { register, supergraphSchema, subgraphTypes, getSource } = environment;
  const askedFields = register && findAskedFields(asked, supergraphSchema, register);
  // What asks for nothing that is marked can reach nothing that is: rule `requires-closure`.
  const marked = register && askedFields && asksForMarked(askedFields) ? { register, askedFields } : undefined;
  const node = marked ? cutAtCitizens(plan.node, supergraphSchema) : plan.node;
  const fetches = collectFetches(node);
  const variants =
    marked &&
    compileVariants(fetches, marked.askedFields, {
      schema: supergraphSchema,
      subgraphTypes,
      register: marked.register,
    });
  const steps = new Map(
    fetches.map((fetch) => [
      fetch.node,
      unlessAborted(compileFetch(fetch, fetches, variants?.get(fetch), environment)),
    ]),
  );
  return { execute: compileNode(node, steps), isSameForAll: !marked && isSameForAll(fetches, getSource) };
}

/** @param pickVariant  undefined where nothing is marked */
function compileFetch(
  fetch: PlannedFetch,
  fetches: readonly PlannedFetch[],
  pickVariant: PickVariant | undefined,
  environment: PlanEnvironment,
): Step {
  const { getSource, getBatcher, supergraphSchema } = environment;
  if (fetch.node.contextRewrites?.length) throw new Error('Arguments that come @fromContext are not served');
  const source = getSource(fetch.node.serviceName);
  if (fetch.node.requires === undefined) {
    const isMarked = pickVariant !== undefined;
    const compileRoot = (variant: PlannedFetch) => compileRootFetch(variant, supergraphSchema, source, isMarked);
    return pickVariant ? askRootByVerdict(pickVariant, compileRoot) : compileRoot(fetch);
  }
  const flattenPath = compileFlattenPath(fetch.path);
  const changesEntities = fetch.node.outputRewrites !== undefined || isExtendedLater(fetch, fetches);
  const batcher = getBatcher(source, fetch.operation);
  const compileAsk = (variant: PlannedFetch): AskEntities =>
    compileEntityFetch(variant, flattenPath, supergraphSchema, batcher, changesEntities);
  if (pickVariant) return askByVerdict(flattenPath, pickVariant, compileAsk);
  const ask = compileAsk(fetch);
  return (execution) => ask(execution, flattenPath.collect(execution.data));
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
