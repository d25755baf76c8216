import { createLocalJWKSet, type JWK, jwtVerify } from 'jose';
import { errors, type Provider } from 'oidc-provider';
import type { CitizenAccount, CitizenAccounts } from './citizen-accounts.ts';
import { RESOURCE, resourceServer } from './resource-server.ts';

export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
export const ACCESS_TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:access_token';

interface ExchangeParameters {
  readonly subject_token?: string;
  readonly subject_token_type?: string;
}

/**
 * Token exchange: a portal gives a citizen's access token and its own credentials, and gets a token that says that it
 * acts for this citizen.
 * @param publicKey  of the key that signs our tokens
 * @see RFC 8693, sections 2 and 4.1
 */
export function addTokenExchange(provider: Provider, publicKey: JWK, citizens: CitizenAccounts): void {
  const keys = createLocalJWKSet({ keys: [publicKey] });

  /** The citizen whose token this is. Theirs alone: what acts for a citizen already cannot be passed on. */
  async function readSubject(token: string): Promise<CitizenAccount> {
    const expected = { issuer: provider.issuer, audience: resourceServer.audience, typ: 'at+jwt' };
    const { payload } = await jwtVerify(token, keys, expected).catch(() => {
      throw new errors.InvalidGrant('the subject token is not valid');
    });
    const { role, personal_id: personalId } = payload;
    if (role !== 'citizen' || typeof personalId !== 'string') {
      throw new errors.InvalidGrant('the subject token is not a citizen’s');
    }
    const account = await citizens.open(personalId);
    if (typeof account === 'string') throw new errors.InvalidGrant(account);
    return account;
  }

  provider.registerGrantType<ExchangeParameters>(
    TOKEN_EXCHANGE,
    async (ctx) => {
      const { client, params } = ctx.oidc;
      if (params.subject_token === undefined || params.subject_token_type !== ACCESS_TOKEN_TYPE) {
        throw new errors.InvalidRequest(`give subject_token, and as subject_token_type ${ACCESS_TOKEN_TYPE}`);
      }
      const { accountId } = await readSubject(params.subject_token);
      const grantId = await new provider.Grant({ clientId: client.clientId, accountId }).save();
      const token = new provider.AccessToken({
        client,
        accountId,
        grantId,
        gty: 'token_exchange',
        resourceServer: new provider.ResourceServer(RESOURCE, resourceServer),
      });
      ctx.body = {
        access_token: await token.save(),
        issued_token_type: ACCESS_TOKEN_TYPE,
        token_type: token.tokenType,
        expires_in: token.expiration,
      };
    },
    ['subject_token', 'subject_token_type'],
  );
}
