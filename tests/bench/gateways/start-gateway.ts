import { setTimeout as wait } from 'node:timers/promises';
import { CommandError } from '../../../bin/local/command-error.ts';
import { findFreePort } from '../../../bin/local/free-port.ts';
import { startProcess } from '../../../bin/local/supervised-process.ts';
import type { RequestHeaders } from '../scenario.ts';
import type { GatewayInput, GatewayKind } from './gateway-kind.ts';

export interface RunningGateway {
  readonly kind: GatewayKind;
  readonly url: string;
  readonly pid: number;
  /** Rejects when the process has ended, with a CommandError. */
  readonly broken: Promise<never>;
  readonly stop: () => Promise<void>;
}

const READY_TIMEOUT_MS = 60_000;
const POLL_MS = 50;

/**
 * Starts a gateway in production mode.
 * @returns when it answers
 * @throws CommandError when it does not
 */
export async function startGateway(
  kind: GatewayKind,
  input: Omit<GatewayInput, 'port'>,
  running: AsyncDisposableStack,
): Promise<RunningGateway> {
  const port = await findFreePort();
  const { PATH } = process.env;
  const { pid, ended, stop } = await startProcess({
    command: process.execPath,
    args: kind.args({ ...input, port }),
    env: { PATH, NODE_ENV: 'production', ...kind.environment({ ...input, port }) },
    // Some peers tell on the standard output what they are doing.
    stdio: ['ignore', 'ignore', 'inherit'],
    stopSignal: 'SIGTERM',
    killSignal: 'SIGKILL',
    stopTimeoutMs: 5_000,
  });
  running.defer(stop);
  const broken = ended.then((how) => {
    throw new CommandError(`${kind.title} has ended (${how}).`);
  });
  broken.catch(() => {});

  const url = `http://127.0.0.1:${port}/graphql`;
  const deadline = performance.now() + READY_TIMEOUT_MS;
  const [headers] = input.requests.headers;
  while (!(await Promise.race([answers(url, headers), broken]))) {
    if (performance.now() > deadline) throw new CommandError(`${kind.title} did not start within a minute.`);
    await wait(POLL_MS);
  }
  return { kind, url, pid, broken, stop };
}

async function answers(url: string, headers?: RequestHeaders): Promise<boolean> {
  const allHeaders = { ...headers, 'content-type': 'application/json' };
  return await fetch(url, { method: 'POST', headers: allHeaders, body: '{"query":"{__typename}"}' }).then(
    ({ ok }) => ok,
    () => false,
  );
}
