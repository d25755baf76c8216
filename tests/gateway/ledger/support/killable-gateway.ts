import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { findFreePort } from '../../../../bin/local/free-port.ts';
import { openLedgerDatabase } from '../../../../gateway/ledger/ledger-database.ts';
import { type Verification, verifyLedger } from '../../../../gateway/ledger/verify-ledger.ts';
import { createLog } from '../../../../gateway/log.ts';
import { startGateway } from '../../../e2e/support/running-gateway.ts';
import { createLedgerFiles } from '../../../support/ledger-files.ts';
import { openTestPostgres } from '../../../support/postgres.ts';
import { runStatement } from '../../../support/run-statement.ts';
import { createSigningKeyFiles } from '../../../support/signing-key.ts';
import { openTestIssuer } from '../../../support/tokens.ts';
import { makeGatewayDatabase } from '../../support/gateway-database.ts';
import { testPurposes } from '../../support/start-gateway.ts';
import { an, citizenField, startTestGraph } from '../../support/test-graph.ts';

/** A gateway's process and a PostgreSQL server of its own, which are killed while clients ask. */
export interface KillableGateway {
  /** Kills the process, and starts it again as a supervisor would. */
  readonly killGateway: () => Promise<void>;
  /** Kills a process of the server, as when memory runs out: it ends all connections and recovers from its log. */
  readonly killPostgres: () => Promise<void>;
  /** Asks without pause until it is told to stop, and adds the IDs of requests that were answered with data. */
  readonly ask: (answered: string[], signal: AbortSignal) => Promise<void>;
  /** Whether a request is answered within half a minute. */
  readonly answersAgain: () => Promise<boolean>;
  /** Which of these requests have no record. */
  readonly findUnrecorded: (requests: readonly string[]) => Promise<string[]>;
  readonly verify: () => Promise<Verification>;
  readonly close: () => Promise<void>;
}

export async function startKillableGateway(): Promise<KillableGateway> {
  const running = new AsyncDisposableStack();
  const graph = running.adopt(await startTestGraph(), ({ stop }) => stop());
  const issuer = running.adopt(await openTestIssuer(), ({ close }) => close());
  const keys = running.adopt(await createSigningKeyFiles(), ({ remove }) => remove());
  const files = running.adopt(await createLedgerFiles(), ({ remove }) => remove());
  const postgres = running.adopt(await openTestPostgres(), ({ close }) => close());
  const databaseUrl = await makeGatewayDatabase(postgres);
  const log = createLog({ logLevel: 'silent' });
  const database = running.adopt(openLedgerDatabase(databaseUrl, 2, log), (opened) => opened.destroy());
  const directory = await mkdtemp(join(tmpdir(), 'citizen-graph-kills-'));
  running.defer(() => rm(directory, { recursive: true }));
  const supergraphPath = join(directory, 'supergraph.graphql');
  await writeFile(supergraphPath, graph.supergraphSdl);
  const environment = {
    GATEWAY_PORT: String(await findFreePort()),
    GATEWAY_SUPERGRAPH: supergraphPath,
    GATEWAY_PURPOSES: testPurposes,
    GATEWAY_SIGNING_KEY: keys.privateKeyPath,
    GATEWAY_DATABASE_URL: databaseUrl,
    GATEWAY_LEDGER_NAME: files.name,
    GATEWAY_LOG_LEVEL: 'info',
    ...files.environment,
  };
  let gateway = await startGateway(issuer, environment);
  running.defer(() => gateway.stop());
  const authorization = `Bearer ${await issuer.token()}`;
  const body = JSON.stringify({ query: `{ ${citizenField(an)} { taxCode } }` });
  const headers = { 'content-type': 'application/json', authorization };

  /** @returns the ID of the request, if it was answered with data */
  async function askOnce(): Promise<string | undefined> {
    try {
      const signal = AbortSignal.timeout(10_000);
      const response = await fetch(gateway.url, { method: 'POST', headers, body, signal });
      const text = await response.text();
      return text.includes('0100900001') ? (response.headers.get('x-request-id') ?? '') : undefined;
    } catch {
      return undefined;
    }
  }

  return {
    async killGateway() {
      process.kill(gateway.pid, 'SIGKILL');
      await gateway.ended;
      gateway = await startGateway(issuer, environment);
    },
    async killPostgres() {
      // One that is always there. The server does not go on without any of its processes.
      const { rows } = await runStatement(
        postgres.adminUrl,
        `SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'`,
      );
      process.kill(rows[0].pid, 'SIGKILL');
    },
    async ask(answered, signal) {
      while (!signal.aborted) {
        const request = await askOnce();
        if (request === undefined) await sleep(20);
        else answered.push(request);
      }
    },
    async answersAgain() {
      const deadline = performance.now() + 30_000;
      while (performance.now() < deadline) {
        if ((await askOnce()) !== undefined) return true;
        await sleep(50);
      }
      return false;
    },
    async findUnrecorded(requests) {
      const { rows } = await sql<{ request: string }>`
        SELECT request FROM unnest(${requests}::uuid[]) AS asked (request)
        WHERE request NOT IN (SELECT request FROM ledger_record)
      `.execute(database);
      return rows.map(({ request }) => request);
    },
    verify: () =>
      verifyLedger({
        database,
        verifiers: [files.options.signer.verifier],
        checkpointPaths: [files.options.checkpointsPath],
      }),
    close: () => running.disposeAsync(),
  };
}
