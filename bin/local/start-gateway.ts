import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gatewayCommand } from '../../gateway/command.ts';
import { CommandError } from './command-error.ts';
import type { LocalLedgerFiles } from './ledger-files.ts';
import { AUDIENCE, EXPLORER_CLIENT_ID } from './sign-in/sample-accounts.ts';
import { type SupervisedProcess, startProcess } from './supervised-process.ts';

export interface GatewayOptions {
  readonly port: number;
  /** Where each ministry is reached, by name. */
  readonly ministryUrls: Readonly<Record<string, string>>;
  /** The OpenID provider whose tokens it takes. */
  readonly issuer: string;
  /** The file of the private key that its calls are signed with. */
  readonly signingKeyPath: string;
  /** Its own; undefined where the environment names it. */
  readonly database?: { readonly url: string; readonly ledger: LocalLedgerFiles };
}

/** The agency of the sample steward, who answers for all ministries. */
const SAMPLE_STEWARDS = 'SAMPLE-POLICE';
const POLL_MS = 20;
const READY_TIMEOUT_MS = 60_000;

/**
 * Starts the gateway on 127.0.0.1.
 * @returns when it is ready
 */
export async function startGateway(options: GatewayOptions): Promise<SupervisedProcess> {
  const { port, ministryUrls, issuer, signingKeyPath, database } = options;
  const gateway = await startProcess({
    command: process.execPath,
    args: gatewayCommand,
    env: {
      // A local set-up is quiet unless told otherwise.
      GATEWAY_LOG_LEVEL: 'warn',
      GATEWAY_REGISTERED_OPERATIONS: join(import.meta.dirname, 'registered-operations'),
      GATEWAY_SECURITY_FINDINGS: join(import.meta.dirname, 'security-findings.yaml'),
      ...(database && {
        GATEWAY_DATABASE_URL: database.url,
        GATEWAY_LEDGER_KEY: database.ledger.keyPath,
        GATEWAY_LEDGER_CHECKPOINTS: database.ledger.checkpointsPath,
      }),
      ...process.env,
      GATEWAY_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      GATEWAY_ISSUER: issuer,
      GATEWAY_AUDIENCE: AUDIENCE,
      GATEWAY_EXPLORER_CLIENT: EXPLORER_CLIENT_ID,
      GATEWAY_SIGNING_KEY: signingKeyPath,
      GATEWAY_SUBGRAPH_URLS: Object.entries(ministryUrls)
        .map(([name, url]) => `${name}=${url}`)
        .join(','),
      GATEWAY_STEWARDS: Object.keys(ministryUrls)
        .map((name) => `${name}=${SAMPLE_STEWARDS}`)
        .join(','),
    },
    stdio: ['ignore', 'inherit', 'inherit'],
    stopSignal: 'SIGTERM',
    killSignal: 'SIGKILL',
    stopTimeoutMs: 15_000,
  });
  const end = gateway.ended.then((how) => {
    throw new CommandError(
      `The gateway could not be started (${how}). If a ministry was added or left, run npm run compose first.`,
    );
  });
  const deadline = performance.now() + READY_TIMEOUT_MS;
  while (!(await Promise.race([isReady(port), end]))) {
    if (performance.now() > deadline) throw new CommandError('The gateway is not ready after a minute. Start again.');
    await Promise.race([wait(POLL_MS), end]);
  }
  return gateway;
}

async function isReady(port: number): Promise<boolean> {
  return await fetch(`http://127.0.0.1:${port}/ready`, { signal: AbortSignal.timeout(2000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}
