import {
  buildClientSchema,
  type FormattedExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
} from 'graphql';
import { postOperation } from '../ask/post-operation.ts';
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
  const introspection = await postOperation<IntrospectionQuery>(url, token, { query: getIntrospectionQuery() });
  if (!introspection.data) throw refusal(introspection);
  const schema = buildClientSchema(introspection.data);

  const query = `{ me ${viewSelection(schema)} }`;
  const answer = await postOperation<{ me: CitizenView['citizen'] | null }>(url, token, { query });
  const { data, errors = [] } = answer;
  if (!data?.me) throw refusal(answer);
  return { schema, citizen: data.me, errors };
}

function refusal({ errors = [] }: Pick<FormattedExecutionResult, 'errors'>): CommandError {
  return new CommandError(errors.map(({ message }) => message).join('\n') || 'The gateway gave an empty answer.');
}
