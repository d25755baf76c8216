import { join } from 'node:path';
import pg from 'pg';
import { makeLedgerFiles } from '../../bin/local/ledger-files.ts';
import { describeGatewayDatabase } from '../../bin/local/make-gateway-database.ts';
import type { LocalServer } from '../../bin/local/postgres/local-server.ts';
import { databaseDirectory } from '../../gateway/database/gateway-database.ts';
import { migrate } from '../../postgres/migrate.ts';
import { provision } from '../../postgres/provision.ts';
import { createSigningKeyFiles } from '../support/signing-key.ts';
import { openTestIssuer, sampleClaims } from '../support/tokens.ts';
import type { Scenario } from './scenario.ts';
import { listGatewayUrls, openUnified, startMinistries } from './unified/open-unified.ts';
import { signInAll } from './unified/sign-in-all.ts';

/**
 * The unified view with all that our gateway does in service: callers sign in, calls are signed, each field is opened by
 * law or by a consent that is looked up, and what is told is on record, on the disk and signed, before it leaves.
 * `ours-unrecorded` is the same gateway without records, over a database of its own. The peers do none of it.
 */
const everything: Scenario = {
  question: 'What does the unified view cost with sign-in, signed calls, disclosure, consents and durable records?',

  async open(options, running) {
    const { open, postgres, databaseUrls, markedSupergraphSdl } = await openUnified(options, running);
    const issuer = running.adopt(await openTestIssuer(), ({ close }) => close());
    const keys = running.adopt(await createSigningKeyFiles(), ({ remove }) => remove());
    const wary = await startMinistries(databaseUrls, { GATEWAY_KEYS: keys.publicKeysPath }, running);
    const subjects = open.requests.variables.map(({ personalId }) => personalId);
    const ledger = await makeLedgerFiles(options.directory);
    const describeEnvironment = async (name: string) => ({
      GATEWAY_ISSUER: issuer.issuer,
      GATEWAY_SIGNING_KEY: keys.privateKeyPath,
      GATEWAY_SUBGRAPH_URLS: listGatewayUrls(wary.urls),
      GATEWAY_PURPOSES: join(import.meta.dirname, 'everything', 'purposes'),
      GATEWAY_DATABASE_URL: await makeDatabase(postgres, name, subjects),
      GATEWAY_LEDGER_KEY: ledger.keyPath,
      GATEWAY_LEDGER_CHECKPOINTS: `${ledger.checkpointsPath}-${name}`,
      GATEWAY_CLIENT_MAX_RATE: '1000000',
    });
    return {
      ...open,
      ours: {
        supergraphSdl: markedSupergraphSdl,
        environment: await describeEnvironment('gateway'),
        unrecordedEnvironment: await describeEnvironment('gateway_unrecorded'),
      },
      requests: {
        ...open.requests,
        query: open.requests.query.replace('identity-verification', 'unified-view'),
        headers: await signInAll(issuer),
      },
      countSourceCalls: async () => (await open.countSourceCalls()) + (await wary.countCalls()),
    };
  },
};
export default everything;

/** A database of a gateway, in which every citizen has consented to what needs a consent. */
async function makeDatabase(postgres: LocalServer, name: string, subjects: readonly unknown[]): Promise<string> {
  // The migrations grant to the logins by name, so both databases have the same.
  const description = { ...describeGatewayDatabase(postgres), database: name };
  const { database, migrator, app } = description;
  await provision(postgres.adminUrl, description);
  const client = new pg.Client({ connectionString: postgres.urlOf(database, migrator) });
  await migrate(databaseDirectory, postgres.urlOf(database, migrator));
  await client.connect();
  try {
    await client.query(
      `INSERT INTO consent (id, subject, agency, purpose, fields, state, valid_from, valid_until)
       SELECT gen_random_uuid(), subject, $2, 'unified-view', $3, 'given', now(), now() + INTERVAL '30 days'
       FROM unnest($1::text[]) AS asked (subject)`,
      [subjects, sampleClaims.clerk.agency, consentedFields],
    );
  } finally {
    await client.end();
  }
  return postgres.urlOf(database, app);
}

const consentedFields = ['Citizen.healthProfile', 'Citizen.vaccinations', 'Taxpayer.incomes'];
