import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { findFreePort } from '../../../bin/local/free-port.ts';
import { type LedgerDatabase, openLedgerDatabase } from '../../../gateway/ledger/ledger-database.ts';
import { verifyLedger } from '../../../gateway/ledger/verify-ledger.ts';
import { createLog } from '../../../gateway/log.ts';
import { type RunningGateway, startGateway } from '../../e2e/support/running-gateway.ts';
import { createLedgerFiles, type LedgerFiles } from '../../support/ledger-files.ts';
import { openTestPostgres, type TestPostgres } from '../../support/postgres.ts';
import { runStatement } from '../../support/run-statement.ts';
import { createSigningKeyFiles, type SigningKeyFiles } from '../../support/signing-key.ts';
import { openTestIssuer, type TestIssuer } from '../../support/tokens.ts';
import { makeGatewayDatabase } from '../support/gateway-database.ts';
import { testPurposes } from '../support/start-gateway.ts';
import { an, citizenField, startTestGraph, type TestGraph } from '../support/test-graph.ts';

jest.setTimeout(180_000);

const CLIENTS = 6;

let graph: TestGraph;
let issuer: TestIssuer;
let keys: SigningKeyFiles;
let files: LedgerFiles;
let postgres: TestPostgres;
let database: LedgerDatabase;
let directory: string;
let environment: Record<string, string>;
let gateway: RunningGateway;

beforeAll(async () => {
  graph = await startTestGraph();
  issuer = await openTestIssuer();
  keys = await createSigningKeyFiles();
  files = await createLedgerFiles();
  postgres = await openTestPostgres();
  const databaseUrl = await makeGatewayDatabase(postgres);
  database = openLedgerDatabase(databaseUrl, 2, createLog({ logLevel: 'silent' }));
  directory = await mkdtemp(join(tmpdir(), 'citizen-graph-kills-'));
  const supergraphPath = join(directory, 'supergraph.graphql');
  await writeFile(supergraphPath, graph.supergraphSdl);
  environment = {
    GATEWAY_PORT: String(await findFreePort()),
    GATEWAY_SUPERGRAPH: supergraphPath,
    GATEWAY_PURPOSES: testPurposes,
    GATEWAY_SIGNING_KEY: keys.privateKeyPath,
    GATEWAY_DATABASE_URL: databaseUrl,
    GATEWAY_LEDGER_NAME: files.name,
    GATEWAY_LOG_LEVEL: 'info',
    ...files.environment,
  };
  gateway = await startGateway(issuer, environment);
});

afterAll(async () => {
  await gateway?.stop();
  await database?.destroy();
  await postgres?.close();
  await Promise.all([files?.remove(), keys?.remove(), issuer?.close(), graph?.stop()]);
  if (directory) await rm(directory, { recursive: true });
});

/** Asks without pause until it is told to stop; gives the IDs of requests that were answered with data. */
async function ask(signal: AbortSignal): Promise<string[]> {
  const authorization = `Bearer ${await issuer.token()}`;
  const body = JSON.stringify({ query: `{ ${citizenField(an)} { taxCode } }` });
  const headers = { 'content-type': 'application/json', authorization };
  const answered: string[] = [];
  while (!signal.aborted) {
    try {
      const response = await fetch(gateway.url, { method: 'POST', headers, body, signal: AbortSignal.timeout(10_000) });
      const text = await response.text();
      if (text.includes('0100900001')) answered.push(response.headers.get('x-request-id') ?? '');
      else await sleep(20);
    } catch {
      await sleep(20);
    }
  }
  return answered;
}

/** As when the machine's memory runs out. The server ends all its connections and recovers from its log. */
async function killPostgres(): Promise<void> {
  const { rows } = await runStatement(
    postgres.adminUrl,
    `SELECT pid FROM pg_stat_activity WHERE usename = 'gateway_app' LIMIT 1`,
  );
  if (rows[0]) process.kill(rows[0].pid, 'SIGKILL');
}

async function killGateway(): Promise<void> {
  process.kill(gateway.pid, 'SIGKILL');
  await gateway.ended;
  gateway = await startGateway(issuer, environment);
}

test.each([
  ['the gateway', [killGateway]],
  ['PostgreSQL', [killPostgres]],
  ['both', [killPostgres, killGateway]],
])('whoever was answered before %s was killed, at any moment, is on record', async (_title, kills) => {
  const done = new AbortController();
  const clients = Promise.all(Array.from({ length: CLIENTS }, () => ask(done.signal)));
  await sleep(300 + Math.random() * 700);
  await Promise.all(kills.map((kill) => kill()));
  await sleep(1_500);
  done.abort();
  const answered = (await clients).flat();

  // It is back, and has answered again.
  const last = await gateway.ask(`{ ${citizenField(an)} { taxCode } }`);
  expect(last.body.data).toEqual({ citizen: { taxCode: '0100900001' } });
  const { rows } = await runStatement(
    postgres.adminUrl.replace(/\/postgres$/, '/gateway'),
    'SELECT request FROM ledger_record',
  );
  const onRecord = new Set(rows.map(({ request }) => request));
  expect(answered.length).toBeGreaterThan(10);
  expect(answered.filter((request) => !onRecord.has(request))).toEqual([]);
  const { verifier } = files.options.signer;
  expect(
    await verifyLedger({ database, verifiers: [verifier], checkpointPaths: [files.options.checkpointsPath] }),
  ).toMatchObject({ problem: undefined });
});
