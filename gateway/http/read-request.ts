import { CodedError } from '../../schema/coded-error.ts';
import { isObject, type JsonObject } from '../fetch/json.ts';
import type { GraphqlRequest } from '../request/graphql-request.ts';

/**
 * Reads a GraphQL request from the query string of a GET.
 * @throws REQUEST_INVALID
 * @see GraphQL over HTTP, section 5.3
 */
export function readGet(parameters: URLSearchParams): GraphqlRequest {
  for (const name of parameterNames) {
    if (parameters.getAll(name).length > 1) throw invalid(`it has more than one parameter ${name}`);
  }
  const readJson = (name: string): unknown => parseJson(parameters.get(name) || 'null', `the parameter ${name}`);
  const [query, documentId, operationName] = ['query', 'documentId', 'operationName'].map(
    (name) => parameters.get(name) || null,
  );
  const json = { variables: readJson('variables'), extensions: readJson('extensions') };
  const values = { query, documentId, operationName, ...json };
  return readParameters(values, true);
}

/**
 * Reads a GraphQL request from the body of a POST.
 * @throws REQUEST_MEDIA_TYPE_UNSUPPORTED, REQUEST_INVALID
 * @see GraphQL over HTTP, section 5.4
 */
export function readPost(contentType: string | undefined, body: Uint8Array | undefined): GraphqlRequest {
  const isJson = /^application\/json\s*(;\s*charset\s*=\s*"?utf-?8"?\s*)?;?$/i.test(contentType?.trim() ?? '');
  if (!isJson) throw new CodedError('REQUEST_MEDIA_TYPE_UNSUPPORTED');
  if (!body || body.length === 0) throw invalid('it has no body');
  return readParameters(parseJson(decode(body), 'the body'), false);
}

const parameterNames = ['query', 'documentId', 'operationName', 'variables', 'extensions'] as const;

function readParameters(parameters: unknown, isReadOnly: boolean): GraphqlRequest {
  if (!isObject(parameters)) throw invalid('the body must be a JSON object');
  const { operationName = null, variables = null, extensions = null } = parameters;
  if (operationName !== null && typeof operationName !== 'string') throw invalid('operationName must be a string');
  if (variables !== null && !isObject(variables)) throw invalid('variables must be an object');
  if (extensions !== null && !isObject(extensions)) throw invalid('extensions must be an object');
  const document = readDocument(parameters, extensions);
  return { ...document, operationName: operationName ?? undefined, variables: variables ?? {}, isReadOnly };
}

/**
 * A request has a document, or the ID of a registered one: as `documentId`, or as Apollo's clients write it.
 * @see GraphQL over HTTP, appendix A; https://www.apollographql.com/docs/graphos/platform/security/persisted-queries
 */
function readDocument(
  { query = null, documentId = null }: JsonObject,
  extensions: JsonObject | null,
): Pick<GraphqlRequest, 'query' | 'documentId'> {
  const { persistedQuery = null } = extensions ?? {};
  if (query !== null && documentId === null && persistedQuery === null) {
    if (typeof query !== 'string' || query === '') throw invalid('query must be the text of a GraphQL document');
    return { query, documentId: undefined };
  }
  if (query !== null) throw invalid('it has both a document and the ID of one');
  if (documentId !== null && persistedQuery !== null) throw invalid('it has both documentId and persistedQuery');
  const id = persistedQuery === null ? documentId : readPersistedQuery(persistedQuery);
  if (id === null) throw invalid('query must be the text of a GraphQL document');
  if (typeof id !== 'string' || id === '') throw invalid('documentId must be the SHA-256 of a registered document');
  return { query: undefined, documentId: id.replace(/^sha256:/, '') };
}

function readPersistedQuery(persistedQuery: unknown): unknown {
  if (!isObject(persistedQuery) || persistedQuery['version'] !== 1) throw invalid('persistedQuery must have version 1');
  return persistedQuery['sha256Hash'] ?? '';
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function decode(body: Uint8Array): string {
  try {
    return decoder.decode(body);
  } catch {
    throw invalid('the body is not UTF-8');
  }
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(`${what} is not JSON`);
  }
}

function invalid(reason: string): CodedError {
  return new CodedError('REQUEST_INVALID', { reason });
}
