import { CodedError } from '../../schema/coded-error.ts';
import { isObject } from '../fetch/json.ts';
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
  const [query, operationName] = [parameters.get('query'), parameters.get('operationName') || null];
  const values = { query, operationName, variables: readJson('variables'), extensions: readJson('extensions') };
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

const parameterNames = ['query', 'operationName', 'variables', 'extensions'] as const;

function readParameters(parameters: unknown, isReadOnly: boolean): GraphqlRequest {
  if (!isObject(parameters)) throw invalid('the body must be a JSON object');
  const { query, operationName = null, variables = null, extensions = null } = parameters;
  if (typeof query !== 'string' || query === '') throw invalid('query must be the text of a GraphQL document');
  if (operationName !== null && typeof operationName !== 'string') throw invalid('operationName must be a string');
  if (variables !== null && !isObject(variables)) throw invalid('variables must be an object');
  if (extensions !== null && !isObject(extensions)) throw invalid('extensions must be an object');
  return { query, operationName: operationName ?? undefined, variables: variables ?? {}, isReadOnly };
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
