import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CommandError } from '../command-error.ts';
import { type DataDirectory, openDataDirectory } from '../data-directory.ts';
import { findFreePort } from '../free-port.ts';
import { type SupervisedProcess, startProcess } from '../supervised-process.ts';
import { getPostgresBinaries, type PostgresBinaries } from './binaries.ts';
import { type Cluster, getCluster } from './cluster.ts';
import { type LocalServer, locateServer } from './local-server.ts';
import { serverSettings } from './server-settings.ts';
import { stopOrphan } from './stop-orphan.ts';

/** A PostgreSQL server of our own on 127.0.0.1, at a port that differs each time. */
export interface LocalPostgres extends LocalServer {
  /** Settles when the server has ended, with how. */
  readonly ended: Promise<string>;
  /** Stops the server and gives the directory back. */
  readonly close: () => Promise<void>;
}

export interface LocalPostgresOptions {
  /** Where everything lies; made when missing. Must be empty or from an earlier call. */
  readonly directory: string;
  /** Throw away what an earlier call left there. */
  readonly fresh?: boolean | undefined;
}

/**
 * Starts PostgreSQL over a data directory, which nobody else can use until it is closed. The server ends with this
 * process, however that ends.
 * @throws CommandError that tells what to do
 */
export async function openLocalPostgres({ directory, fresh }: LocalPostgresOptions): Promise<LocalPostgres> {
  const dataDirectory = await openDataDirectory({ path: directory, fresh });
  try {
    const binaries = await getPostgresBinaries(dataDirectory);
    const cluster = await getCluster(dataDirectory, binaries);
    await stopOrphan(cluster.path);
    const { server, port } = await startServer(dataDirectory, binaries, cluster);
    return {
      ...locateServer(port, cluster.password),
      ended: server.ended,
      close: () => server.stop().finally(dataDirectory.close),
    };
  } catch (error) {
    await dataDirectory.close();
    throw error;
  }
}

interface RunningServer {
  readonly server: SupervisedProcess;
  readonly port: number;
}

const ATTEMPTS = 3;

/** The port was free when it was chosen, but may be taken before the server listens: then another one. */
async function startServer(
  directory: DataDirectory,
  { postgres }: PostgresBinaries,
  cluster: Cluster,
): Promise<RunningServer> {
  const logFile = join(directory.path, 'postgres.log');
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort();
    const server = await spawnServer(directory, postgres, cluster, { port, logFile });
    if (await becomesReady(server, cluster)) return { server, port };

    const lines = await readFile(logFile, 'utf8');
    if (attempt < ATTEMPTS && lines.includes('could not bind')) continue;
    const reason = lines.match(/FATAL: +(.*)/)?.[1] ?? (await server.ended);
    throw new CommandError(`PostgreSQL did not start: ${reason}. ${logFile} tells more; --fresh rebuilds the data.`);
  }
}

interface Listening {
  readonly port: number;
  readonly logFile: string;
}

async function spawnServer(
  { path, account }: DataDirectory,
  postgres: string,
  cluster: Cluster,
  { port, logFile }: Listening,
): Promise<SupervisedProcess> {
  const log = await open(logFile, 'w');
  if (account) await log.chown(account.uid, account.gid);
  const server = startProcess({
    command: postgres,
    args: ['-D', cluster.path, ...serverSettings(port)],
    env: { LC_ALL: 'C' },
    ...account,
    cwd: path,
    stdio: ['ignore', log.fd, log.fd],
    // Fast shutdown: open transactions are rolled back.
    stopSignal: 'SIGINT',
    killSignal: 'SIGQUIT',
    stopTimeoutMs: 60_000,
  });
  return await server.finally(() => log.close());
}

const POLL_MS = 10;

/** Reads, as pg_ctl does, the state that the server writes to the eighth line of `postmaster.pid`. */
async function becomesReady(server: SupervisedProcess, { path }: Cluster): Promise<boolean> {
  let hasEnded = false;
  server.ended.then(() => {
    hasEnded = true;
  });
  while (!hasEnded) {
    const lines = (await readFile(join(path, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    if (Number(lines[0]) === server.pid && lines[7]?.trim() === 'ready') return true;
    await wait(POLL_MS);
  }
  return false;
}
