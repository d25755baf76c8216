import type { GraphQLSchema } from 'graphql';
import type { OperationPlans } from '../plan/operation-plans.ts';

/** One version of the graph, ready to be served. It never changes: a request keeps the one that it began with. */
export interface Supergraph {
  /** What callers see. */
  readonly apiSchema: GraphQLSchema;
  /** How its operations run. */
  readonly plans: OperationPlans;
}
