import {
  buildClientSchema,
  type FormattedExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
} from 'graphql';
import { CommandError } from '../local/command-error.ts';
import { viewQuery } from './view-query.ts';

/** All that the graph says of one citizen. */
export interface CitizenView {
  readonly schema: GraphQLSchema;
  readonly citizen: Readonly<Record<string, unknown>>;
  /** Why parts of it are missing. */
  readonly errors: readonly GraphQLFormattedError[];
}

/**
 * Asks a gateway for everything about a citizen. What can be asked for the gateway itself tells.
 * @param token  an access token of the citizen
 * @throws CommandError when there is no answer, or nobody bears the number
 */
export async function askGateway(url: string, token: string, personalId: string): Promise<CitizenView> {
  const introspection = await post<IntrospectionQuery>(url, token, { query: getIntrospectionQuery() });
  if (!introspection.data) throw refusal(introspection);
  const schema = buildClientSchema(introspection.data);

  const query = { query: viewQuery(schema), variables: { personalId } };
  const answer = await post<{ citizen: CitizenView['citizen'] | null }>(url, token, query);
  const { data, errors = [] } = answer;
  if (!data || (!data.citizen && errors.length > 0)) throw refusal(answer);
  if (!data.citizen) throw new CommandError('No citizen bears this number.');
  return { schema, citizen: data.citizen, errors };
}

/** How long the gateway may take, in milliseconds: longer than it waits for the slowest ministry. */
const TIMEOUT_MS = 30_000;

async function post<Data>(url: string, token: string, request: object): Promise<FormattedExecutionResult<Data>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(request),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => {
    throw new CommandError(`No gateway answers at ${url}. Start one with npm start, or name another with --url.`);
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (typeof answer !== 'object' || answer === null || !('data' in answer || 'errors' in answer)) {
    throw new CommandError(`What answers at ${url} is no GraphQL endpoint. Name one with --url.`);
  }
  return answer as FormattedExecutionResult<Data>;
}

function refusal({ errors = [] }: Pick<FormattedExecutionResult, 'errors'>): CommandError {
  return new CommandError(errors.map(({ message }) => message).join('\n') || 'The gateway gave an empty answer.');
}
