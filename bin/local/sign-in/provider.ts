import {
  type AccessToken,
  type ClientCredentials,
  type Configuration,
  interactionPolicy,
  Provider,
} from 'oidc-provider';
import type { CitizenAccount, CitizenAccounts } from './citizen-accounts.ts';
import { addLogin } from './login.ts';
import { pages } from './pages.ts';
import { ACCESS_TOKEN_SECONDS, RESOURCE, resourceServer } from './resource-server.ts';
import {
  accountIdOf,
  type CallerClaims,
  clientIdOf,
  EXPLORER_CLIENT_ID,
  SAMPLE_SECRET,
  sampleAccounts,
  terminalClient,
} from './sample-accounts.ts';
import { createSessionStore } from './session-store.ts';
import { publicPart, type SignInKeys } from './sign-in-keys.ts';
import { addTokenExchange, TOKEN_EXCHANGE } from './token-exchange.ts';

export interface ProviderOptions {
  /** `http://127.0.0.1:4009` */
  readonly issuer: string;
  /** Where the gateway is served, and the explorer with it: `http://127.0.0.1:4000`. */
  readonly gatewayOrigin: string;
  readonly keys: SignInKeys;
  readonly citizens: CitizenAccounts;
}

/**
 * The OpenID provider of the local set-up. It is never part of a deployment: it asks nobody for a password, so whoever
 * reaches it is whom they say. A deployment has a provider of its own, which gives tokens with the same claims.
 */
export function createProvider({ issuer, gatewayOrigin, keys, citizens }: ProviderOptions): Provider {
  const provider = new Provider(issuer, {
    ...settings,
    adapter: createSessionStore(),
    clients: clients(gatewayOrigin),
    jwks: { keys: [keys.signing] },
    cookies: { keys: [keys.secret] },
    findAccount: async (_ctx, accountId) => {
      const account = findPerson(accountId, citizens);
      return (
        account && { accountId, claims: () => ({ sub: accountId, name: account.name, role: account.claims.role }) }
      );
    },
    extraTokenClaims: ({ oidc }, token) => {
      // A token that was exchanged for another says nothing of when somebody signed in.
      const signedInAt = oidc.entities.AuthorizationCode?.authTime;
      return { ...claimsOf(token, citizens), ...(signedInAt !== undefined && { auth_time: signedInAt }) };
    },
  });
  addTokenExchange(provider, publicPart(keys.signing), citizens);
  addLogin(provider, citizens);
  return provider;
}

/** All clients are our own, so nobody is asked whether they may act for the one who signed in. */
const withoutConsent = interactionPolicy.base();
withoutConsent.remove('consent');

const settings: Configuration = {
  interactions: { policy: withoutConsent },
  clientDefaults: { id_token_signed_response_alg: 'ES256' },
  // The explorer shows whom it works for without asking again.
  claims: { openid: ['sub', 'name', 'role'] },
  conformIdTokenClaims: false,
  features: {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => RESOURCE,
      useGrantedResource: () => true,
      getResourceServerInfo: () => resourceServer,
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: pages.signOut,
      postLogoutSuccessSource: pages.signedOut,
    },
  },
  renderError: pages.error,
  clientBasedCORS: (_ctx, origin, client) =>
    client.redirectUris?.some((uri) => new URL(uri).origin === origin) ?? false,
  responseTypes: ['code'],
  pkce: { required: () => true },
  ttl: {
    AccessToken: ACCESS_TOKEN_SECONDS,
    AuthorizationCode: 60,
    ClientCredentials: ACCESS_TOKEN_SECONDS,
    Grant: 8 * 60 * 60,
    IdToken: 60 * 60,
    Interaction: 60 * 60,
    Session: 8 * 60 * 60,
  },
  loadExistingGrant: async ({ oidc }) => {
    const { client, session } = oidc;
    if (!client || !session?.accountId) return undefined;
    const { Grant } = oidc.provider;
    const grantId = session.grantIdFor(client.clientId);
    const found = grantId === undefined ? undefined : await Grant.find(grantId);
    if (found) return found;
    const grant = new Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope('openid');
    await grant.save();
    return grant;
  },
};

function clients(gatewayOrigin: string): Configuration['clients'] {
  const explorer = `${gatewayOrigin}/explorer`;
  return [
    {
      client_id: EXPLORER_CLIENT_ID,
      client_name: 'Citizen Graph explorer',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code'],
      redirect_uris: [explorer],
      post_logout_redirect_uris: [explorer],
    },
    {
      client_id: terminalClient.id,
      client_name: 'Citizen Graph in a terminal',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code'],
      redirect_uris: [terminalClient.redirectUri],
    },
    ...sampleAccounts.programs.map((program) => ({
      client_id: clientIdOf(program),
      client_secret: SAMPLE_SECRET,
      client_name: program.name,
      grant_types: [program.claims.role === 'portal' ? TOKEN_EXCHANGE : 'client_credentials'],
      redirect_uris: [],
      response_types: [],
    })),
  ];
}

function findPerson(accountId: string, citizens: CitizenAccounts): Pick<CitizenAccount, 'name' | 'claims'> | undefined {
  return citizens.find(accountId) ?? sampleAccounts.people.find((person) => accountIdOf(person) === accountId);
}

function claimsOf(token: AccessToken | ClientCredentials, citizens: CitizenAccounts): CallerClaims | undefined {
  const program = sampleAccounts.programs.find((known) => clientIdOf(known) === token.clientId);
  const person = token.kind === 'AccessToken' ? findPerson(token.accountId, citizens) : undefined;
  if (!program || !person) return (program ?? person)?.claims;
  // A program that acts for a person: how the person signed in stays.
  return { ...person.claims, ...program.claims, act: { sub: clientIdOf(program) } };
}
