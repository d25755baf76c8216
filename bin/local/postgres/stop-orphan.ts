import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CommandError } from '../command-error.ts';
import { identifyProcess } from '../lock-file.ts';

const POLL_MS = 50;
const STOP_TIMEOUT_MS = 60_000;

/**
 * Stops a server that a killed run left behind on this cluster. The caller holds the lock of the data directory, so
 * nobody uses that server any more.
 */
export async function stopOrphan(cluster: string): Promise<void> {
  const pid = Number((await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0]);
  const isOrphan = async () => pid > 0 && ((await identifyProcess(pid))?.includes(`-D ${cluster}`) ?? false);

  for (let waitedMs = 0; await isOrphan(); waitedMs += POLL_MS) {
    if (waitedMs > STOP_TIMEOUT_MS) throw new CommandError(`A PostgreSQL server is left over. Stop process ${pid}.`);
    if (waitedMs === 0) process.kill(pid, 'SIGINT');
    await wait(POLL_MS);
  }
}
