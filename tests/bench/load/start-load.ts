import { on } from 'node:events';
import { join } from 'node:path';
import { CommandError } from '../../../bin/local/command-error.ts';
import { startProcess } from '../../../bin/local/supervised-process.ts';
import type { LoadOrder, LoadReport, LoadResult, LoadSet } from './load-messages.ts';

/**
 * Carries out one order.
 * @param onMeasuring  called when the measurement begins
 * @param onMeasured   called when it has ended, before the last requests are answered
 */
export type Load = (order: LoadOrder, onMeasuring: () => void, onMeasured: () => void) => Promise<LoadResult>;

/** Starts the load process for a set of requests. */
export async function startLoad(set: LoadSet, running: AsyncDisposableStack): Promise<Load> {
  const { child, ended, stop } = await startProcess({
    command: process.execPath,
    args: [join(import.meta.dirname, 'load-process.ts')],
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    stopSignal: 'SIGTERM',
    killSignal: 'SIGKILL',
    stopTimeoutMs: 5_000,
  });
  running.defer(stop);
  const end = ended.then((how) => {
    throw new CommandError(`The load process has ended (${how}).`);
  });
  end.catch(() => {});
  child.send(set);

  // Unlike `once`, this keeps what is told while nobody waits for it.
  const reports = on(child, 'message');
  const next = async (): Promise<LoadReport> => (await Promise.race([reports.next(), end])).value?.[0];
  return async (order, onMeasuring, onMeasured) => {
    child.send(order);
    await next();
    onMeasuring();
    await next();
    onMeasured();
    const result = await next();
    if (typeof result === 'string') throw new TypeError('The load process reports out of turn');
    return result;
  };
}
