import { once } from 'node:events';
import { join } from 'node:path';
import { variableName } from '../../subgraphs/_kit/config.ts';
import { CommandError } from './command-error.ts';
import { type SupervisedProcess, startProcess } from './supervised-process.ts';

/** Where one ministry listens and what it reads. */
export interface MinistryPlace {
  readonly name: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The login that may only read. */
  readonly databaseUrl: string;
}

export interface RunningMinistries extends SupervisedProcess {
  /** Name → `http://127.0.0.1:4007/graphql`. */
  readonly urls: Readonly<Record<string, string>>;
}

/**
 * Serves all ministries in one process.
 * @param gatewayKeys  where the public keys of the gateway are
 * @returns when every one of them listens
 */
export async function startMinistries(
  places: readonly MinistryPlace[],
  gatewayKeys: string,
): Promise<RunningMinistries> {
  const variables = places.flatMap(({ name, port, databaseUrl }) => [
    [variableName(name, 'DATABASE_URL'), databaseUrl],
    [variableName(name, 'HOST'), '127.0.0.1'],
    [variableName(name, 'PORT'), String(port)],
    [variableName(name, 'GATEWAY_KEYS'), gatewayKeys],
    [variableName(name, 'ALLOW_UNSIGNED'), 'false'],
  ]);
  const ministries = await startProcess({
    command: process.execPath,
    args: [join(import.meta.dirname, 'ministries-process.ts')],
    env: { ...process.env, ...Object.fromEntries(variables) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    stopSignal: 'SIGTERM',
    killSignal: 'SIGKILL',
    stopTimeoutMs: 10_000,
  });
  const end = ministries.ended.then((how) => {
    throw new CommandError(`The ministries could not be served (${how}).`);
  });
  const [urls] = await Promise.race([once(ministries.child, 'message'), end]);
  return { ...ministries, urls };
}
