import type { PlanNode } from '@apollo/query-planner';
import { parse, validate } from 'graphql';
import type { JsonObject } from '../fetch/json.ts';
import { compilePlan, type PlanEnvironment } from './compile-plan.ts';
import type { Execution, ExecutionContext } from './execution.ts';
import type { Planner } from './query-planner.ts';

/**
 * Completes data by what an operation selects, straight from the ministries and in their batches.
 * @param data     what the operation's root fields would bring: objects with `__typename` and key
 * @param context  goes with every fetch
 * @returns        what came of it; `data` itself is completed
 */
export type Complete = (data: JsonObject, context: ExecutionContext) => Promise<Pick<Execution, 'errors' | 'failures'>>;

/**
 * Compiles an operation of the gateway's own, which may name what callers do not see. Its root fields are never asked:
 * the gateway knows already what they would bring.
 * @param text  an operation without variables, aliases and directives
 * @returns     undefined when the supergraph lacks something that it selects
 */
export function compileCompletion(text: string, planner: Planner, environment: PlanEnvironment): Complete | undefined {
  const document = parse(text);
  if (validate(planner.supergraphSchema, document).length > 0) return undefined;
  const { kind, node } = planner.planOwn(document);
  const rest = node && node.kind !== 'Subscription' ? withoutRootFetch(node) : undefined;
  const { execute } = compilePlan(rest ? { kind, node: rest } : { kind }, document, {
    ...environment,
    // What the gateway asks for itself is told to nobody, so no verdict is passed on it.
    register: undefined,
  });
  return async (data, context) => {
    const execution: Execution = {
      variables: {},
      data,
      errors: [],
      failures: new Map(),
      disclosure: undefined,
      context,
      signal: undefined,
    };
    await execute(execution);
    return execution;
  };
}

/** The fetches that attach below a root field: those of root fields stand in the plan as they are. */
function withoutRootFetch(node: PlanNode): PlanNode | undefined {
  if (node.kind === 'Fetch') return undefined;
  if (node.kind !== 'Sequence' && node.kind !== 'Parallel') return node;
  return { ...node, nodes: node.nodes.map(withoutRootFetch).filter((child) => child !== undefined) };
}
