import {
  AuthorizationResponseError,
  type AuthorizationServer,
  allowInsecureRequests,
  authorizationCodeGrantRequest,
  type Client,
  calculatePKCECodeChallenge,
  discoveryRequest,
  generateRandomCodeVerifier,
  generateRandomState,
  getValidatedIdTokenClaims,
  None,
  processAuthorizationCodeResponse,
  processDiscoveryResponse,
  validateAuthResponse,
} from 'oauth4webapi';
import { forgetSession, keepSession, type Session } from './session.ts';
import type { Settings } from './settings.ts';

/** Plain HTTP is for a provider on this machine; the page's policy lets it reach no other than the gateway's. */
const overHttp = { [allowInsecureRequests]: true } as const;

/** What has to be remembered while the user is with the provider. */
interface Journey {
  readonly state: string;
  readonly verifier: string;
}

const KEY = 'citizen-graph:sign-in';

/**
 * Sends the user to the provider: authorization code with PKCE. They come back to this page.
 * @throws Error when the provider does not answer
 */
export async function beginSignIn(settings: Settings): Promise<void> {
  const provider = await findProvider(settings);
  const journey: Journey = { state: generateRandomState(), verifier: generateRandomCodeVerifier() };
  sessionStorage.setItem(KEY, JSON.stringify(journey));
  const url = new URL(provider.authorization_endpoint ?? '');
  for (const [name, value] of Object.entries({
    client_id: settings.clientId,
    redirect_uri: pageUrl(),
    response_type: 'code',
    scope: 'openid',
    code_challenge: await calculatePKCECodeChallenge(journey.verifier),
    code_challenge_method: 'S256',
    state: journey.state,
  })) {
    url.searchParams.set(name, value);
  }
  location.assign(url);
}

/**
 * Takes the provider's answer from the address of the page, if there is one, and fetches the tokens for it.
 * @throws Error with a sentence for the user when the provider refuses
 */
export async function completeSignIn(settings: Settings): Promise<Session | undefined> {
  const answer = new URL(location.href);
  const kept = sessionStorage.getItem(KEY);
  if (!answer.searchParams.has('state') || kept === null) return undefined;
  // A code is good for once; nobody should come upon it in the history.
  history.replaceState(null, '', pageUrl());
  sessionStorage.removeItem(KEY);
  const { state, verifier }: Journey = JSON.parse(kept);

  const provider = await findProvider(settings);
  const client: Client = { client_id: settings.clientId };
  const parameters = readAnswer(provider, client, answer, state);
  const response = await authorizationCodeGrantRequest(
    provider,
    client,
    None(),
    parameters,
    pageUrl(),
    verifier,
    overHttp,
  );
  const tokens = await processAuthorizationCodeResponse(provider, client, response, { requireIdToken: true });
  const claims = getValidatedIdTokenClaims(tokens);
  const session: Session = {
    accessToken: tokens.access_token,
    idToken: tokens.id_token ?? '',
    name: asText(claims?.['name']) ?? claims?.sub ?? '',
    role: asText(claims?.['role']),
    expiresAt: Date.now() + (tokens.expires_in ?? 0) * 1000,
  };
  keepSession(session);
  return session;
}

/** Forgets the session here, and ends it at the provider where that can be done. */
export async function signOut(settings: Settings, session: Session): Promise<void> {
  forgetSession();
  const provider = await findProvider(settings).catch(() => undefined);
  if (provider?.end_session_endpoint === undefined) return location.reload();
  const url = new URL(provider.end_session_endpoint);
  url.searchParams.set('client_id', settings.clientId);
  url.searchParams.set('id_token_hint', session.idToken);
  url.searchParams.set('post_logout_redirect_uri', pageUrl());
  location.assign(url);
}

async function findProvider({ issuer }: Settings): Promise<AuthorizationServer> {
  const url = new URL(issuer);
  try {
    return await processDiscoveryResponse(url, await discoveryRequest(url, overHttp));
  } catch (cause) {
    throw new Error(`The sign-in provider at ${issuer} does not answer. Try again later.`, { cause });
  }
}

function readAnswer(provider: AuthorizationServer, client: Client, answer: URL, state: string): URLSearchParams {
  try {
    return validateAuthResponse(provider, client, answer, state);
  } catch (cause) {
    if (!(cause instanceof AuthorizationResponseError)) throw cause;
    throw new Error(cause.error_description ?? `The provider refuses: ${cause.error}.`, { cause });
  }
}

/** As the provider knows it: without parameters. */
function pageUrl(): string {
  return location.origin + location.pathname;
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
