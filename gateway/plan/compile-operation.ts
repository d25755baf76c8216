import { type DocumentNode, type FragmentDefinitionNode, getOperationAST, Kind, type OperationTypeNode } from 'graphql';
import { compileResponseWriter, type WriteResponse } from '../response/response-writer.ts';
import { compilePlan, type PlanEnvironment } from './compile-plan.ts';
import type { Execution } from './execution.ts';
import type { Planner } from './query-planner.ts';

/** An operation that was planned and compiled once and runs any number of times, also at the same time. */
export interface CompiledOperation {
  readonly kind: OperationTypeNode;
  /** Fetches everything; never rejects for a source's fault. */
  readonly run: (request: ExecutionRequest) => Promise<Execution>;
  readonly write: WriteResponse;
}

export interface ExecutionRequest {
  /** Coerced, defaults applied. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** The context of local subgraphs. */
  readonly context: unknown;
  readonly signal?: AbortSignal;
}

/**
 * Plans and compiles an operation of a valid document.
 * @throws GraphQLError when the planner refuses it
 */
export function compileOperation(
  document: DocumentNode,
  operationName: string | undefined,
  planner: Planner,
  environment: PlanEnvironment,
): CompiledOperation {
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new Error('The document was to be validated before it is compiled');
  const fragments = new Map(
    document.definitions
      .filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const canonical = planner.canonicalise(operation, fragments);
  const execute = compilePlan(planner.plan(canonical.document, operationName), environment);

  return {
    kind: operation.operation,
    write: compileResponseWriter(planner.apiSchema, operation, fragments, canonical.sourceName),
    run: async ({ variables, context, signal }) => {
      const execution: Execution = {
        variables: rename(variables, canonical.renamedVariables),
        data: {},
        errors: [],
        failures: new Map(),
        context,
        signal,
      };
      await execute(execution);
      return execution;
    },
  };
}

type Variables = ExecutionRequest['variables'];

/** The values under the names of the plan as well as under those of the caller. */
function rename(variables: Variables, renamed: ReadonlyMap<string, string>): Variables {
  if (renamed.size === 0) return variables;
  const values = [...renamed].flatMap(([name, from]) =>
    Object.hasOwn(variables, from) ? [[name, variables[from]]] : [],
  );
  return { ...variables, ...Object.fromEntries(values) };
}
