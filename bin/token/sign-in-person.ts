import {
  AuthorizationResponseError,
  type AuthorizationServer,
  authorizationCodeGrantRequest,
  type Client,
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomState,
  None,
  processAuthorizationCodeResponse,
  validateAuthResponse,
} from 'oauth4webapi';
import { CommandError } from '../local/command-error.ts';
import { terminalClient } from '../local/sign-in/sample-accounts.ts';
import { overHttp } from './open-provider.ts';
import { fillSignInForm } from './sign-in-form.ts';

/**
 * Signs a person in as a browser would, and returns their access token: authorization code with PKCE, where this
 * program goes through the sign-in page itself.
 * @param choice  the fields of the form on that page
 * @throws CommandError when the provider refuses, in its words
 */
export async function signInPerson(
  provider: AuthorizationServer,
  choice: Readonly<Record<string, string>>,
): Promise<string> {
  const client: Client = { client_id: terminalClient.id };
  const { redirectUri } = terminalClient;
  const verifier = generateRandomCodeVerifier();
  const state = generateRandomState();
  const start = new URL(provider.authorization_endpoint ?? '');
  start.search = String(
    new URLSearchParams({
      client_id: client.client_id,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid',
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
    }),
  );

  const returned = await fillSignInForm(start, choice, redirectUri);
  const parameters = readReturned(provider, client, returned, state);
  const response = await authorizationCodeGrantRequest(
    provider,
    client,
    None(),
    parameters,
    redirectUri,
    verifier,
    overHttp,
  );
  return (await processAuthorizationCodeResponse(provider, client, response)).access_token;
}

function readReturned(provider: AuthorizationServer, client: Client, url: URL, state: string): URLSearchParams {
  try {
    return validateAuthResponse(provider, client, url, state);
  } catch (error) {
    if (!(error instanceof AuthorizationResponseError)) throw error;
    throw new CommandError(error.error_description ?? `The provider refuses: ${error.error}.`);
  }
}
