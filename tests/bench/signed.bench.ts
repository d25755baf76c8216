import { createSigningKeyFiles } from '../support/signing-key.ts';
import { openTestIssuer } from '../support/tokens.ts';
import type { Scenario } from './scenario.ts';
import { listGatewayUrls, openUnified, startMinistries } from './unified/open-unified.ts';
import { signInAll } from './unified/sign-in-all.ts';

/**
 * The unified view, where callers sign in and calls to ministries are signed and checked. `ours-open` is the same gateway
 * without either, in the same run; the peers send no signature, and are answered by ministries that ask for none.
 */
const signed: Scenario = {
  question: 'What do sign-in and signed calls to the ministries cost?',

  async open(options, running) {
    const { open, databaseUrls } = await openUnified(options, running);
    const issuer = running.adopt(await openTestIssuer(), ({ close }) => close());
    const keys = running.adopt(await createSigningKeyFiles(), ({ remove }) => remove());
    const wary = await startMinistries(databaseUrls, { GATEWAY_KEYS: keys.publicKeysPath }, running);
    return {
      ...open,
      ours: {
        supergraphSdl: open.ours.supergraphSdl,
        environment: {
          GATEWAY_ALLOW_UNMARKED_SUPERGRAPH: 'true',
          GATEWAY_ISSUER: issuer.issuer,
          GATEWAY_SIGNING_KEY: keys.privateKeyPath,
          GATEWAY_SUBGRAPH_URLS: listGatewayUrls(wary.urls),
          GATEWAY_CLIENT_MAX_RATE: '1000000',
        },
        openEnvironment: open.ours.environment,
      },
      requests: { ...open.requests, headers: await signInAll(issuer) },
      countSourceCalls: async () => (await open.countSourceCalls()) + (await wary.countCalls()),
    };
  },
};
export default signed;
