import { execute, type GraphQLError, type GraphQLSchema } from 'graphql';
import { CodedError } from '../../schema/coded-error.ts';
import { describeFault, type Log } from '../log.ts';
import { isObject } from './json.ts';
import type { Source, SourceError, SourceQuery, SourceResult } from './source.ts';

/**
 * A subgraph inside this process. graphql-js takes 6 µs for a citizen. graphql-jit takes 1 µs, but drops fields under
 * the alias `__proto__`.
 * @param sharedContext  what resolvers are given where several requests ask together, as for entities
 */
export function createLocalSource(name: string, schema: GraphQLSchema, log: Log, sharedContext?: object): Source {
  return {
    name,
    isLocal: true,
    timeoutMs: undefined,
    execute: (request) => run(request, request.context),
    executeAll: (queries) => Promise.all(queries.map((query) => run(query, undefined))),
  };

  async function run({ operation, variables }: SourceQuery, context: unknown): Promise<SourceResult> {
    const { data = null, errors = [] } = await execute({
      schema,
      document: operation.document,
      variableValues: JSON.parse(variables),
      contextValue: context ?? sharedContext,
    });
    return { kind: 'answer', data, errors: errors.map((error) => readError(error, context, log)) };
  }
}

/** What a resolver of ours refuses is said; what it fails at is masked, as everywhere. */
function readError({ path, originalError }: GraphQLError, context: unknown, log: Log): SourceError {
  const { message, extensions } =
    originalError instanceof CodedError ? originalError : mask(originalError, context, log);
  return { path, fault: { message, extensions } };
}

function mask(error: unknown, context: unknown, log: Log): CodedError {
  const requestId = isObject(context) ? String(context['requestId']) : '';
  log.error({ requestId, fault: describeFault(error) }, 'failed');
  return new CodedError('INTERNAL', { requestId });
}
