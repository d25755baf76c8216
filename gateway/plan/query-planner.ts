import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { CodedError } from '../../schema/coded-error.ts';
import { createDescribeInvalid, type DescribeInvalid } from '../response/describe-invalid.ts';
import { type Canonicalise, createCanonicaliser } from './canonical-operation.ts';
import { readSubgraphTypes, type SubgraphTypes } from './subgraph-types.ts';

/** Plans operations against one supergraph. */
export interface Planner {
  /** What callers see. */
  readonly apiSchema: GraphQLSchema;
  /** All types, also those that callers do not see. */
  readonly supergraphSchema: GraphQLSchema;
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
  readonly subgraphTypes: SubgraphTypes;
  readonly describeInvalid: DescribeInvalid;
  /** Makes the form of an operation that is planned. */
  readonly canonicalise: Canonicalise;
  /** Plans a canonical operation. Takes milliseconds and more: the result is kept. */
  readonly plan: (document: DocumentNode) => QueryPlan;
  /** Plans an operation of the gateway's own, which may name what callers do not see. */
  readonly planOwn: (document: DocumentNode) => QueryPlan;
}

/** The most plans that the planner compares for one operation; beyond it the best so far is taken. */
const MAX_EVALUATED_PLANS = 1000;

/** The most ways to reach a field that the planner follows; beyond it the operation is refused. */
const MAX_PATHS = 10_000;

/** @throws Error when the text is not a supergraph that the planner knows how to read */
export function createPlanner(supergraphSdl: string): Planner {
  const supergraph = Supergraph.build(supergraphSdl, { validateSupergraph: true });
  const apiSchema = supergraph.apiSchema();
  const callersSchema = apiSchema.toGraphQLJSSchema();
  const planner = new QueryPlanner(supergraph, {
    debug: { maxEvaluatedPlans: MAX_EVALUATED_PLANS, pathsLimit: MAX_PATHS },
  });
  return {
    apiSchema: callersSchema,
    subgraphTypes: readSubgraphTypes(supergraph),
    describeInvalid: createDescribeInvalid(supergraphSdl),
    canonicalise: createCanonicaliser(callersSchema),
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    subgraphs: supergraph.subgraphsMetadata(),
    plan: (document) => {
      try {
        return planner.buildQueryPlan(operationFromDocument(apiSchema, document, { validate: false }));
      } catch (error) {
        throw isTooComplex(error) ? new CodedError('OPERATION_TOO_COMPLEX') : error;
      }
    },
    planOwn: (document) => planner.buildQueryPlan(operationFromDocument(supergraph.schema, document)),
  };
}

/** The planner refuses operations that would cost it too much, in words only. */
function isTooComplex(error: unknown): boolean {
  return error instanceof Error && /exceeds limit|Exceeded maximum|Too many options/.test(error.message);
}
