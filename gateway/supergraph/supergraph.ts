import type { GraphQLSchema } from 'graphql';
import type { FieldRegister } from '../disclosure/field-register.ts';
import type { Source } from '../fetch/source.ts';
import type { Complete } from '../plan/compile-completion.ts';
import type { OperationPlans } from '../plan/operation-plans.ts';

/** One version of the graph, ready to be served. It never changes: a request keeps the one that it began with. */
export interface Supergraph {
  /** What callers see. */
  readonly apiSchema: GraphQLSchema;
  /** What verdicts are passed on; undefined for a supergraph without marks. */
  readonly register: FieldRegister | undefined;
  /** How its operations run. */
  readonly plans: OperationPlans;
  /** Compiles an operation of the gateway's own; undefined when the supergraph lacks something that it selects. */
  readonly compileCompletion: (text: string) => Complete | undefined;
  /** The ministries that count something. */
  readonly countingSources: readonly Source[];
}
