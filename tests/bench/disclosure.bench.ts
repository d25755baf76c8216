import { makeGatewayDatabase, ownerUrlOf } from '../gateway/support/gateway-database.ts';
import { createLedgerFiles } from '../support/ledger-files.ts';
import { openTestPostgres } from '../support/postgres.ts';
import { createSigningKeyFiles } from '../support/signing-key.ts';
import { openTestIssuer, sampleClaims } from '../support/tokens.ts';
import { fillConsents, writeConsents } from './disclosure/consents.ts';
import { writePurposes } from './disclosure/purposes.ts';
import type { Scenario } from './scenario.ts';
import { openUnified, startMinistries } from './unified/open-unified.ts';

/**
 * The unified view where two thirds of the fields are open, by law and by each citizen's consent, and every tenth citizen
 * consents to something else. `ours-open` is the same gateway, with sign-in, signatures and records, for which all is
 * open. The peers have no part in it.
 */
const disclosure: Scenario = {
  question: 'What does it cost to open to each citizen’s caller what law and consent open, and no more?',

  async open(options, running) {
    const { open, markedSupergraphSdl, databaseUrls } = await openUnified(options, running);
    const issuer = running.adopt(await openTestIssuer(), ({ close }) => close());
    const keys = running.adopt(await createSigningKeyFiles(), ({ remove }) => remove());
    const ledger = running.adopt(await createLedgerFiles(), ({ remove }) => remove());
    const postgres = running.adopt(await openTestPostgres(), ({ close }) => close());
    const databaseUrl = await makeGatewayDatabase(postgres);
    const personalIds = open.requests.variables.map(({ personalId }) => String(personalId));
    await fillConsents(ownerUrlOf(postgres), options.consents);
    await writeConsents(ownerUrlOf(postgres), sampleClaims.clerk.agency, personalIds);
    const purposes = await writePurposes(options.directory);
    const wary = await startMinistries(databaseUrls, { GATEWAY_KEYS: keys.publicKeysPath }, running);
    const environment = {
      ...ledger.environment,
      GATEWAY_DATABASE_URL: databaseUrl,
      GATEWAY_ISSUER: issuer.issuer,
      GATEWAY_SIGNING_KEY: keys.privateKeyPath,
      GATEWAY_SUBGRAPH_URLS: Object.entries(wary.urls)
        .map(([name, url]) => `${name}=${url}`)
        .join(','),
      GATEWAY_PERSON_MAX_RATE: '1000000',
      GATEWAY_CLIENT_MAX_RATE: '1000000',
    };
    return {
      ...open,
      isOursAlone: true,
      ours: {
        supergraphSdl: markedSupergraphSdl,
        environment: { ...environment, GATEWAY_PURPOSES: purposes.some },
        openEnvironment: { ...environment, GATEWAY_PURPOSES: purposes.all },
      },
      requests: { ...open.requests, mayWithhold: true, headers: [{ authorization: `Bearer ${await issuer.token()}` }] },
      countSourceCalls: wary.countCalls,
    };
  },
};
export default disclosure;
