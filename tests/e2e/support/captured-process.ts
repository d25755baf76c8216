import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type SupervisedProcess, startProcess } from '../../../bin/local/supervised-process.ts';

/** A process of the deployment, with all that it has printed. */
export interface CapturedProcess extends SupervisedProcess {
  readonly output: () => string;
  /** Waits until it prints what matches; throws when it ends before. */
  readonly prints: (pattern: RegExp) => Promise<RegExpExecArray>;
}

const root = join(import.meta.dirname, '..', '..', '..');
const POLL_MS = 10;

/**
 * Starts a program of the repository as an operator would: with an environment of its own, and nothing of ours.
 * @param command the file under the repository's root, and its arguments
 */
export async function startCaptured(command: readonly string[], env: NodeJS.ProcessEnv): Promise<CapturedProcess> {
  const [file = '', ...args] = command;
  const supervised = await startProcess({
    command: process.execPath,
    args: [join(root, file), ...args],
    // Where Node keeps compiled code unless told: a restart then takes half the time.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    stopSignal: 'SIGTERM',
    killSignal: 'SIGKILL',
    stopTimeoutMs: 10_000,
  });
  const { child, ended } = supervised;
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  let end: string | undefined;
  ended.then((how) => {
    end = how;
  });

  return {
    ...supervised,
    output: () => output,
    async prints(pattern) {
      for (;;) {
        const match = pattern.exec(output);
        if (match) return match;
        if (end !== undefined) throw new Error(`${command.join(' ')} ended (${end}) before ${pattern}:\n${output}`);
        await wait(POLL_MS);
      }
    },
  };
}
