import {
  buildClientSchema,
  type FormattedExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
} from 'graphql';
import { CommandError } from '../local/command-error.ts';
import { viewSelection } from './view-query.ts';

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
 * @throws CommandError with what the gateway says when there is no answer
 */
export async function askGateway(url: string, token: string): Promise<CitizenView> {
  const introspection = await post<IntrospectionQuery>(url, token, { query: getIntrospectionQuery() });
  if (!introspection.data) throw refusal(introspection);
  const schema = buildClientSchema(introspection.data);

  const query = `{ me ${viewSelection(schema)} }`;
  const answer = await post<{ me: CitizenView['citizen'] | null }>(url, token, { query });
  const { data, errors = [] } = answer;
  if (!data?.me) throw refusal(answer);
  return { schema, citizen: data.me, errors };
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
