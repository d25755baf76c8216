import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { buildASTSchema, type GraphQLSchema, parse } from 'graphql';
import { CodedError } from '../../schema/coded-error.ts';
import { type ErrorCode, errors as errorTable } from '../../schema/errors.ts';
import type { CreateSource } from '../fetch/create-source.ts';
import { settleFetch } from '../fetch/settle-fetch.ts';
import type { JsonObject, ResponsePath, Source } from '../fetch/source.ts';
import type { RequestContext } from '../request/request-context.ts';
import { attachScalars } from './attach-scalars.ts';
import type { Operation, Outcome, Supergraph } from './supergraph.ts';
import { visiblePath } from './visible-path.ts';

/**
 * Plans and runs operations by ApolloGateway. No other file knows that it does.
 * @throws GraphQLError or Error when the SDL is no supergraph; OperatorError when a subgraph has no place
 */
export async function createApolloExecutor(supergraphSdl: string, createSource: CreateSource): Promise<Supergraph> {
  const supergraphSchema = attachScalars(buildASTSchema(parse(supergraphSdl), { assumeValid: true }));
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: (endpoint) => createDataSource(supergraphSchema, createSource(endpoint)),
    queryPlannerConfig: { exposeDocumentNodeInFetchNode: true },
    validateSupergraph: true,
    __exposeQueryPlanExperimental: false,
    logger: silentLogger,
  });
  const loaded = Promise.withResolvers<GraphQLSchema>();
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => loaded.resolve(attachScalars(apiSchema)));
  const { executor } = await gateway.load();
  const apiSchema = await loaded.promise;

  return {
    apiSchema,
    async execute(operation, context) {
      const result = await executor(toRequestContext(operation, context)).catch((cause: unknown) => {
        throw isTooComplex(cause) ? new CodedError('OPERATION_TOO_COMPLEX') : cause;
      });
      const { data, errors = [], extensions } = result;
      if (data === undefined) throw new Error('ApolloGateway gave no data', { cause: errors[0] });
      return { data, errors: [...readErrors(errors, data, context), ...readValueErrors(extensions)] };
    },
  };
}

// Apollo reports to its makers unless it is told not to, and reads that from the environment.
process.env['APOLLO_TELEMETRY_DISABLED'] = '1';

const silentLogger = { debug() {}, info() {}, warn() {}, error() {} };

type RequestContextOfApollo = Parameters<ApolloGateway['executor']>[0];

/** ApolloGateway reads no more than this of the request context that Apollo Server makes. */
function toRequestContext(operation: Operation, context: RequestContext): RequestContextOfApollo {
  const { document, documentHash, name, variables } = operation;
  return {
    request: { variables, ...(name !== undefined && { operationName: name }) },
    document,
    queryHash: documentHash,
    operationName: name ?? null,
    context,
    metrics: {},
    logger: silentLogger,
  } as unknown as RequestContextOfApollo;
}

function createDataSource(supergraphSchema: GraphQLSchema, source: Source): GraphQLDataSource {
  return {
    async process({ request, ...rest }) {
      const { query = '', variables = {} } = request;
      const document = ('document' in rest && rest.document) || parse(query);
      const context = rest.context as RequestContext;
      const { data, errors } = await settleFetch(supergraphSchema, source, { query, document, variables }, context);
      return errors.length > 0 ? { data, errors: errors.map((error) => error.toJSON()) } : { data };
    },
  };
}

/** The sources' errors, as `settleFetch` coded them, at their places in the answer. */
function readErrors(
  errors: readonly FormattedError[],
  data: Outcome['data'],
  { requestId }: RequestContext,
): readonly CodedError[] {
  const coded = errors.map(({ path, extensions: { code, ministry } = {} }) => {
    if (!isErrorCode(code) || typeof ministry !== 'string') return new CodedError('INTERNAL', { requestId });
    return new CodedError(code, { ministry }, path && { path: visiblePath(path, data) });
  });
  // Several fetches may have failed for fields that end at the same place once their paths are cut.
  return [...new Map(coded.map((error) => [JSON.stringify(error), error])).values()];
}

/** ApolloGateway says which values no source should have given, but only when there is no other error. */
function readValueErrors({ valueCompletion: errors }: JsonObject = {}): readonly CodedError[] {
  if (!Array.isArray(errors)) return [];
  return errors.map(({ path }: FormattedError) => new CodedError('RESULT_INVALID', {}, path && { path }));
}

interface FormattedError {
  readonly path?: ResponsePath | undefined;
  readonly extensions?: JsonObject | undefined;
}

/** The planner refuses operations that would cost it too much, in words only. */
function isTooComplex(error: unknown): boolean {
  return error instanceof Error && /exceeds limit|Exceeded maximum/.test(error.message);
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorTable, code);
}
