import { LRUCache } from 'lru-cache';
import { readSupergraph } from '../../schema/composition/supergraph.ts';
import { findMarkedFields } from '../../schema/purposes/purpose-fields.ts';
import { createFieldRegister } from '../disclosure/field-register.ts';
import type { CreateSource } from '../fetch/create-source.ts';
import { type BatchLimits, EntityBatcher } from '../fetch/entity-batcher.ts';
import { compileCompletion } from '../plan/compile-completion.ts';
import type { PlanEnvironment } from '../plan/compile-plan.ts';
import { OperationPlans } from '../plan/operation-plans.ts';
import { createPlanner } from '../plan/query-planner.ts';
import { listCountingSubgraphs } from '../statistics/list-counting-subgraphs.ts';
import { attachScalars } from './attach-scalars.ts';
import { checkByApollo } from './check-by-apollo.ts';
import type { Supergraph } from './supergraph.ts';

/**
 * Opens a supergraph: ApolloGateway loads and checks it, its operations are planned and run by us.
 * @throws GraphQLError or Error when the SDL is no supergraph; OperatorError when a subgraph has no place
 */
export async function openSupergraph(
  supergraphSdl: string,
  createSource: CreateSource,
  batchLimits: BatchLimits,
): Promise<Supergraph> {
  const [, planner] = await Promise.all([
    checkByApollo(supergraphSdl),
    // Meanwhile, in this process.
    (async () => createPlanner(supergraphSdl))(),
  ]);
  const apiSchema = attachScalars(planner.apiSchema);
  const sources = new Map(planner.subgraphs.map((endpoint) => [endpoint.name, createSource(endpoint)]));
  const batchers = new LRUCache<string, EntityBatcher>({
    maxSize: MAX_ENTITY_CHARACTERS,
    sizeCalculation: (_batcher, key) => key.length,
  });
  const marked = findMarkedFields(readSupergraph(supergraphSdl));
  const environment: PlanEnvironment = {
    register: marked.length > 0 ? createFieldRegister(marked) : undefined,
    subgraphTypes: planner.subgraphTypes,
    supergraphSchema: planner.supergraphSchema,
    getSource: (subgraph) => {
      const source = sources.get(subgraph);
      if (!source) throw new Error(`The plan asks subgraph ${subgraph}, which the supergraph does not name`);
      return source;
    },
    getBatcher: (source, operation) => {
      const key = `${source.name} ${operation.text}`;
      const known = batchers.get(key);
      if (known) return known;
      const batcher = new EntityBatcher(source, batchLimits);
      batchers.set(key, batcher);
      return batcher;
    },
  };
  return {
    apiSchema,
    register: environment.register,
    plans: new OperationPlans(planner, environment),
    compileCompletion: (text) => compileCompletion(text, planner, environment),
    countingSources: listCountingSubgraphs(supergraphSdl).map(environment.getSource),
  };
}

/** The most characters of entity operations whose batchers new plans share with older ones: some 10 MB. */
const MAX_ENTITY_CHARACTERS = 200_000;
