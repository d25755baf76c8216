import { once } from 'node:events';
import { CommandError } from '../../bin/local/command-error.ts';
import { startProcess } from '../../bin/local/supervised-process.ts';
import type { SubgraphUrls } from './subgraphs-process.ts';

export interface RunningSubgraphs {
  readonly urls: SubgraphUrls;
  /** Calls that they have got so far. */
  readonly countCalls: () => Promise<number>;
}

/**
 * Starts a process that serves subgraphs.
 * @param file         runs `runSubgraphsProcess`
 * @param environment  beside the variables of this process
 */
export async function startSubgraphs(
  file: string,
  environment: Readonly<Record<string, string>>,
  running: AsyncDisposableStack,
): Promise<RunningSubgraphs> {
  const { child, ended, stop } = await startProcess({
    command: process.execPath,
    args: [file],
    env: { ...process.env, ...environment, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    stopSignal: 'SIGTERM',
    killSignal: 'SIGKILL',
    stopTimeoutMs: 5_000,
  });
  running.defer(stop);
  const end = ended.then((how) => {
    throw new CommandError(`The subgraphs of ${file} have ended (${how}).`);
  });
  const next = async () => (await Promise.race([once(child, 'message'), end]))[0];
  const urls: SubgraphUrls = await next();
  const countCalls = async (): Promise<number> => {
    child.send('count');
    return await next();
  };
  return { urls, countCalls };
}
