import type { DocumentNode } from 'graphql';
import type { Disclosure } from '../../../../gateway/disclosure/verdict.ts';
import { type BatchLimits, EntityBatcher } from '../../../../gateway/fetch/entity-batcher.ts';
import type { Source, SourceError, SourceQuery, SourceResult } from '../../../../gateway/fetch/source.ts';
import { compileOperation } from '../../../../gateway/plan/compile-operation.ts';
import type { PlanEnvironment } from '../../../../gateway/plan/compile-plan.ts';
import { type Answer, readAnswer, type Variables } from './answer.ts';
import { coerceVariables } from './operation.ts';
import { type HostAnswer, type Spoil, SubgraphDown, SubgraphHost } from './subgraph-host.ts';
import type { TestSupergraph } from './test-supergraph.ts';

/** What the gateway answers. */
export async function runCompiled(
  supergraph: TestSupergraph,
  document: DocumentNode,
  variables: Variables,
  spoil?: Spoil,
): Promise<Answer> {
  const host = new SubgraphHost(supergraph, spoil);
  const answer = compile(supergraph, document, createEnvironment(supergraph, host));
  return readAnswer(await answer(variables));
}

/** Compiles an operation to a function from its variables to the text of the answer. */
export function compile(
  { planner }: TestSupergraph,
  document: DocumentNode,
  environment: PlanEnvironment,
  disclosure?: Disclosure,
): (variables: Variables) => Promise<string> {
  const operation = compileOperation(document, undefined, planner, environment);
  return async (variables) => {
    const coerced = coerceVariables(planner.apiSchema, document, variables);
    return operation.write(await operation.run({ variables: coerced, context: undefined, disclosure })).body;
  };
}

const LIMITS: BatchLimits = { maxRepresentations: 100, maxCalls: 2 };

export function createEnvironment(
  { planner, register }: TestSupergraph,
  host: SubgraphHost,
  limits = LIMITS,
  Batcher = EntityBatcher,
): PlanEnvironment {
  const batchers = new Map<string, EntityBatcher>();
  return {
    supergraphSchema: planner.supergraphSchema,
    register,
    subgraphTypes: planner.subgraphTypes,
    getSource: (name) => createSource(name, host),
    getBatcher: (source, operation) => {
      const key = `${source.name} ${operation.text}`;
      const known = batchers.get(key) ?? new Batcher(source, limits);
      batchers.set(key, known);
      return known;
    },
  };
}

function createSource(name: string, host: SubgraphHost): Source {
  const execute = async ({ operation, variables, representationCount }: SourceQuery): Promise<SourceResult> => {
    try {
      const answer = await host.call({ subgraph: name, text: operation.text, variables: JSON.parse(variables) });
      return toSourceResult(answer, representationCount);
    } catch (error) {
      if (!(error instanceof SubgraphDown)) throw error;
      return { kind: 'failure', fault: fault('SOURCE_UNAVAILABLE', name), isWorthRetrying: true };
    }
  };
  return {
    name,
    isLocal: false,
    timeoutMs: undefined,
    execute,
    executeAll: (queries) => Promise.all(queries.map(execute)),
  };
}

function toSourceResult({ data = null, errors = [] }: HostAnswer, count: number | undefined): SourceResult {
  const entities = data?.['_entities'];
  if (data && count !== undefined && !(Array.isArray(entities) && entities.length === count)) {
    return {
      kind: 'failure',
      fault: fault('SOURCE_INVALID', 'Not as many entities as asked for'),
      isWorthRetrying: true,
    };
  }
  const toSourceError = ({ path, message }: { path?: SourceError['path']; message: string }): SourceError => ({
    path,
    fault: fault('SOURCE_FAILED', message),
  });
  return { kind: 'answer', data, errors: errors.map(toSourceError) };
}

function fault(code: string, message: string): SourceError['fault'] {
  return { message, extensions: { code } };
}
