import { type DocumentNode, getOperationAST, type OperationDefinitionNode } from 'graphql';
import { CodedError } from '../../schema/coded-error.ts';
import type { Disclosure } from '../disclosure/verdict.ts';
import { compileResponseWriter, type WriteResponse } from '../response/response-writer.ts';
import { type CompiledPlan, compilePlan, type PlanEnvironment } from './compile-plan.ts';
import { conditionKey, findConditionVariables } from './conditions.ts';
import type { Execution, ExecutionContext, Variables } from './execution.ts';
import { type Fragments, readFragments } from './fragments.ts';
import type { Planner } from './query-planner.ts';

/** An operation that is planned and compiled once and runs any number of times, also at the same time. */
export interface CompiledOperation {
  /**
   * Fetches everything; never rejects for a source's fault.
   * @throws GraphQLError when the planner refuses the operation for these values of `@skip` and `@include`
   */
  readonly run: (request: ExecutionRequest) => Promise<Execution>;
  readonly write: WriteResponse;
  /** Whether every caller who gives these variables gets the same answer. */
  readonly isSameForAll: (variables: Variables) => boolean;
}

export interface ExecutionRequest {
  /** Coerced, defaults applied. */
  readonly variables: Variables;
  /** What may be told of whom: needed where the supergraph has marks. */
  readonly disclosure?: Disclosure | undefined;
  /** The context of local subgraphs. */
  readonly context: ExecutionContext | undefined;
  readonly signal?: AbortSignal;
}

/** The most combinations of `@skip` and `@include` values that are kept; beyond it the oldest goes. */
const MAX_VARIANTS = 64;

/** Each more doubles the plans that callers can ask for by nothing but other values. */
const MAX_CONDITION_VARIABLES = 10;

/** An operation for one combination of `@skip` and `@include` values. */
interface Variant extends CompiledPlan {
  readonly renamedVariables: ReadonlyMap<string, string>;
  readonly write: WriteResponse;
}

/**
 * Plans and compiles an operation of a valid document. Where it depends on `@skip` or `@include`, each combination of
 * their values is planned when it first comes.
 * @throws OPERATION_TOO_COMPLEX when planning it would cost too much
 */
export function compileOperation(
  document: DocumentNode,
  operationName: string | undefined,
  planner: Planner,
  environment: PlanEnvironment,
): CompiledOperation {
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new Error('The document was to be validated before it is compiled');
  const fragments = readFragments(document);
  const conditionVariables = findConditionVariables(operation, fragments);
  if (conditionVariables.length > MAX_CONDITION_VARIABLES) throw new CodedError('OPERATION_TOO_COMPLEX');
  const variants = new Map<string, Variant>();

  const getVariant = (variables: Variables): Variant => {
    const key = conditionKey(conditionVariables, variables);
    const known = variants.get(key);
    if (known) return known;
    const conditions = Object.fromEntries(conditionVariables.map((name) => [name, variables[name]]));
    const variant = compileVariant(operation, fragments, conditions, planner, environment);
    if (variants.size >= MAX_VARIANTS) variants.delete(variants.keys().next().value ?? '');
    variants.set(key, variant);
    return variant;
  };
  if (conditionVariables.length === 0) getVariant({});

  return {
    isSameForAll: (variables) => getVariant(variables).isSameForAll,
    write: (execution, extensions) => getVariant(execution.variables).write(execution, extensions),
    run: async ({ variables, disclosure, context, signal }) => {
      const { execute, renamedVariables } = getVariant(variables);
      const execution: Execution = {
        variables: rename(variables, renamedVariables),
        data: {},
        errors: [],
        failures: new Map(),
        disclosure,
        context,
        signal,
      };
      await execute(execution);
      return execution;
    },
  };
}

function compileVariant(
  operation: OperationDefinitionNode,
  fragments: Fragments,
  conditions: Variables,
  planner: Planner,
  environment: PlanEnvironment,
): Variant {
  const { apiSchema: schema, describeInvalid } = planner;
  const { document, sourceName, renamedVariables } = planner.canonicalise(operation, fragments, conditions);
  const { variableDefinitions = [] } = operation;
  const invalid = describeInvalid('');
  const { register } = environment;
  const context = {
    schema,
    fragments,
    sourceName,
    variableDefinitions,
    conditions,
    describeInvalid,
    invalid,
    register,
  };
  return {
    ...compilePlan(planner.plan(document), document, environment),
    renamedVariables,
    write: compileResponseWriter(context, operation),
  };
}

/** The values under the names of the plan as well as under those of the caller. */
function rename(variables: Variables, renamed: ReadonlyMap<string, string>): Variables {
  if (renamed.size === 0) return variables;
  const isSet = ([, from]: [string, string]): boolean => Object.hasOwn(variables, from);
  const values = [...renamed].filter(isSet).map(([name, from]) => [name, variables[from]]);
  return { ...variables, ...Object.fromEntries(values) };
}
