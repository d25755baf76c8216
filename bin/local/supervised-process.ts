import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A process that never outlives this one. */
export interface SupervisedProcess {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Settles when the process has ended, with how: `exit code 1`, `signal SIGKILL`. */
  readonly ended: Promise<string>;
  /** Asks it to finish, waits, and ends it when it takes too long. */
  readonly stop: () => Promise<void>;
}

export interface ProcessOptions extends Pick<SpawnOptions, 'stdio' | 'uid' | 'gid' | 'cwd'> {
  readonly command: string;
  readonly args: readonly string[];
  /** All that the process gets of an environment. */
  readonly env: NodeJS.ProcessEnv;
  /** What asks the process to finish. */
  readonly stopSignal: 'SIGTERM' | 'SIGINT';
  /** What ends it without asking. */
  readonly killSignal: 'SIGKILL' | 'SIGQUIT';
  /** How long it may take to finish, in milliseconds. */
  readonly stopTimeoutMs: number;
}

/**
 * Starts a process in a session of its own, so that Ctrl-C in the terminal reaches only the command, which stops its
 * processes in order.
 * @throws the error of the system when it cannot be started
 */
export async function startProcess(options: ProcessOptions): Promise<SupervisedProcess> {
  const { command, args, env, stopSignal, killSignal, stopTimeoutMs, ...spawnOptions } = options;
  const child = spawn(command, args, { ...spawnOptions, env, detached: true });
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
  await once(child, 'spawn');
  const pid = child.pid ?? 0;
  const dismissWatcher = watchOver(pid, stopSignal);
  const kill = async () => {
    child.kill(killSignal);
    await ended;
  };
  running.add(kill);
  ended.then(() => {
    running.delete(kill);
    dismissWatcher();
  });

  const stop = async () => {
    child.kill(stopSignal);
    const timer = setTimeout(kill, stopTimeoutMs);
    await ended;
    clearTimeout(timer);
  };
  return { child, pid, ended, stop };
}

/** How to end each process that runs now. */
const running = new Set<() => Promise<void>>();

/** Ends all at once, without asking. */
export async function killProcesses(): Promise<void> {
  await Promise.all([...running].map((kill) => kill()));
}

/**
 * Waits for a line, which says that there is nothing to do any more. When its input closes without one, we were killed
 * (SIGKILL lets no handler run), and it asks the process to finish in our place.
 */
const WATCHER = `
read -r _ && exit
kill -s "$2" "$1"
for second in 1 2 3 4 5 6 7 8 9 10; do sleep 1; kill -0 "$1" || exit; done
kill -s KILL "$1"
`;

/** @returns what dismisses the watcher */
function watchOver(pid: number, stopSignal: string): () => void {
  const args = ['-c', WATCHER, 'watcher', String(pid), stopSignal.slice('SIG'.length)];
  const watcher = spawn('/bin/sh', args, { stdio: ['pipe', 'ignore', 'ignore'], detached: true, env: {} });
  // It may have been killed: then there is nothing to dismiss.
  watcher.stdin.on('error', () => {});
  watcher.on('error', () => {});
  watcher.unref();
  return () => watcher.stdin.end('done\n');
}
