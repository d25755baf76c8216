import {
  type AuthorizationServer,
  type Client,
  ClientSecretBasic,
  clientCredentialsGrantRequest,
  genericTokenEndpointRequest,
  processClientCredentialsResponse,
  processGenericTokenEndpointResponse,
} from 'oauth4webapi';
import { clientIdOf, SAMPLE_SECRET, type SampleAccount } from '../local/sign-in/sample-accounts.ts';
import { ACCESS_TOKEN_TYPE, TOKEN_EXCHANGE } from '../local/sign-in/token-exchange.ts';
import { overHttp } from './open-provider.ts';

const secret = ClientSecretBasic(SAMPLE_SECRET);

/** Signs a sample program in as itself, and returns its access token: the grant client_credentials. */
export async function signInProgram(provider: AuthorizationServer, program: SampleAccount): Promise<string> {
  const client: Client = { client_id: clientIdOf(program) };
  const response = await clientCredentialsGrantRequest(provider, client, secret, {}, overHttp);
  return (await processClientCredentialsResponse(provider, client, response)).access_token;
}

/**
 * Lets a sample portal act for a citizen, and returns its access token.
 * @param citizenToken  the citizen's own access token
 * @see RFC 8693
 */
export async function actForCitizen(
  provider: AuthorizationServer,
  portal: SampleAccount,
  citizenToken: string,
): Promise<string> {
  const client: Client = { client_id: clientIdOf(portal) };
  const parameters = { subject_token: citizenToken, subject_token_type: ACCESS_TOKEN_TYPE };
  const response = await genericTokenEndpointRequest(provider, client, secret, TOKEN_EXCHANGE, parameters, overHttp);
  return (await processGenericTokenEndpointResponse(provider, client, response)).access_token;
}
