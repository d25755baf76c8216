import { executeQueryPlan } from '@apollo/gateway/dist/executeQueryPlan.js';
import {
  type DocumentNode,
  execute,
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import type { BatchLimits } from '../../../../gateway/fetch/entity-batcher.ts';
import { EntityFetches } from '../../../../gateway/fetch/entity-fetches.ts';
import type {
  Source,
  SourceError,
  SourceOperation,
  SourceRequest,
  SourceResult,
} from '../../../../gateway/fetch/source.ts';
import { type CompiledOperation, compileOperation } from '../../../../gateway/plan/compile-operation.ts';
import type { PlanEnvironment } from '../../../../gateway/plan/compile-plan.ts';
import type { Spoil } from './spoil-answer.ts';
import { type HostAnswer, SubgraphHost } from './subgraph-host.ts';
import type { TestSupergraph } from './test-supergraph.ts';

type Path = readonly (string | number)[];
type Variables = Readonly<Record<string, unknown>>;

/** An answer, in the form in which two are compared. */
export interface Answer {
  readonly data: unknown;
  readonly errors: readonly { readonly path?: Path; readonly message: string; readonly code?: unknown }[];
}

/** What the gateway answers. */
export async function runCompiled(
  supergraph: TestSupergraph,
  document: DocumentNode,
  variables: Variables,
  spoil?: Spoil,
): Promise<Answer> {
  const host = new SubgraphHost(supergraph, spoil);
  const operation = compile(supergraph, document, createEnvironment(supergraph, host));
  return readAnswer(await answerText(operation, supergraph, document, variables));
}

export function compile(
  supergraph: TestSupergraph,
  document: DocumentNode,
  environment: PlanEnvironment,
): CompiledOperation {
  return compileOperation(document, undefined, supergraph.planner, environment);
}

export async function answerText(
  operation: CompiledOperation,
  supergraph: TestSupergraph,
  document: DocumentNode,
  variables: Variables,
): Promise<string> {
  const execution = await operation.run({
    variables: coerceVariables(supergraph.planner.apiSchema, document, variables),
    context: undefined,
  });
  return operation.write(execution);
}

export function readAnswer(text: string): Answer {
  const { data, errors = [] } = JSON.parse(text);
  return { data, errors: errors.map(toAnswerError) };
}

export function createEnvironment(
  supergraph: TestSupergraph,
  host: SubgraphHost,
  limits: BatchLimits = { maxRepresentations: 100, maxCalls: 2 },
): PlanEnvironment {
  const fetches = new Map<string, EntityFetches>();
  return {
    supergraphSchema: supergraph.planner.supergraphSchema,
    getSource: (name) => createSource(name, host),
    getEntityFetches: (source, operation: SourceOperation) => {
      const key = `${source.name} ${operation.text}`;
      const known = fetches.get(key) ?? new EntityFetches(source, operation, limits);
      fetches.set(key, known);
      return known;
    },
  };
}

function createSource(name: string, host: SubgraphHost): Source {
  const execute = async ({ operation, variables, representationCount }: SourceRequest): Promise<SourceResult> => {
    try {
      const answer = await host.call({ subgraph: name, text: operation.text, variables: JSON.parse(variables) });
      return toSourceResult(name, answer, representationCount);
    } catch {
      return { kind: 'failure', fault: fault('SOURCE_UNAVAILABLE', name), isWorthRetrying: true };
    }
  };
  return { name, execute };
}

function toSourceResult(
  name: string,
  { data = null, errors = [] }: HostAnswer,
  count: number | undefined,
): SourceResult {
  const entities = data?.['_entities'];
  if (data && count !== undefined && !(Array.isArray(entities) && entities.length === count)) {
    return { kind: 'failure', fault: fault('SOURCE_INVALID', name), isWorthRetrying: true };
  }
  return {
    kind: 'answer',
    data,
    errors: errors.map(({ path, message }): SourceError => ({ path, fault: fault('SOURCE_FAILED', message) })),
  };
}

function fault(code: string, ministry: string): SourceError['fault'] {
  return { message: ministry, extensions: { code, ministry } };
}

/** What ApolloGateway's executor answers to the same plan. */
export async function runApollo(
  supergraph: TestSupergraph,
  document: DocumentNode,
  variables: Variables,
  spoil?: Spoil,
): Promise<Answer> {
  const host = new SubgraphHost(supergraph, spoil);
  const { planner } = supergraph;
  const operation = getOperation(document);
  const serviceMap = Object.fromEntries(
    [...supergraph.subgraphs.keys()].map((name) => [
      name,
      {
        process: async ({ request }: { request: { query?: string; variables?: Variables } }) =>
          host.call({ subgraph: name, text: request.query ?? '', variables: { ...request.variables } }),
      },
    ]),
  );
  const coerced = coerceVariables(planner.apiSchema, document, variables);
  const result = await executeQueryPlan(
    planner.plan(document, undefined),
    serviceMap as never,
    { request: { variables: coerced }, context: {}, metrics: {}, logger: console } as never,
    {
      schema: planner.apiSchema,
      operation,
      fragments: Object.fromEntries(
        document.definitions.flatMap((definition) =>
          definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
        ),
      ),
    } as never,
    planner.supergraphSchema,
    supergraph.apolloApiSchema,
  );
  const hidden = (result.extensions?.['valueCompletion'] ?? []) as readonly GraphQLError[];
  const { data, errors = [] } = JSON.parse(
    JSON.stringify({ data: result.data, errors: [...(result.errors ?? []), ...hidden] }),
  );
  return { data, errors: errors.map(toAnswerError) };
}

/** What one schema over the whole data answers. */
export async function runMonolith(
  supergraph: TestSupergraph,
  document: DocumentNode,
  variables: Variables,
): Promise<Answer> {
  const answer = await execute({
    schema: supergraph.monolith,
    document,
    variableValues: variables,
    contextValue: { data: supergraph.createData() },
  });
  const { data, errors = [] } = JSON.parse(JSON.stringify(answer));
  return { data, errors: errors.map(toAnswerError) };
}

function coerceVariables(schema: GraphQLSchema, document: DocumentNode, variables: Variables): Variables {
  const { coerced, errors } = getVariableValues(schema, getOperation(document).variableDefinitions ?? [], variables);
  if (!coerced) throw new AggregateError(errors);
  return coerced;
}

function getOperation(document: DocumentNode): OperationDefinitionNode {
  const operation = getOperationAST(document, undefined);
  if (!operation) throw new Error('The document has no operation');
  return operation;
}

interface RawError {
  readonly message: string;
  readonly path?: Path;
  readonly extensions?: { readonly code?: unknown };
}

function toAnswerError({ message, path, extensions }: RawError): Answer['errors'][number] {
  return { message, ...(path && { path }), code: extensions?.code };
}
