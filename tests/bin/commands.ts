import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A command as a user runs it, in a process of its own. */
export interface RunningCommand {
  readonly pid: number;
  /** What it has printed so far. */
  readonly output: () => string;
  /** Waits until it prints what matches, and returns the match; throws when it ends before. */
  readonly prints: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

const root = join(import.meta.dirname, '..', '..');

/** Starts `bin/<name>.ts`. */
export function startCommand(name: string, args: readonly string[], env?: NodeJS.ProcessEnv): RunningCommand {
  return startProgram(process.execPath, [join(root, 'bin', `${name}.ts`), ...args], env);
}

/** Starts any program in the checkout. */
export function startProgram(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): RunningCommand {
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const ended = end(child);
  let hasEnded = false;
  ended.then(() => (hasEnded = true));

  const prints = async (pattern: RegExp) => {
    for (;;) {
      const match = pattern.exec(output);
      if (match) return match;
      if (hasEnded) throw new Error(`${program} ${args[0]} has ended without printing ${pattern}:\n${output}`);
      await wait(20);
    }
  };
  return { pid: child.pid ?? 0, output: () => output, prints, kill: (signal) => child.kill(signal), ended };
}

/** Runs `bin/<name>.ts` to its end. */
export async function runCommand(name: string, args: readonly string[], env?: NodeJS.ProcessEnv) {
  const command = startCommand(name, args, env);
  return { exitCode: await command.ended, output: command.output() };
}

async function end(child: ChildProcess): Promise<number | NodeJS.Signals> {
  const closed = once(child, 'close');
  const [code, signal] = await once(child, 'exit');
  // The last lines may still be on their way. But a child of its own may hold the pipes open.
  await Promise.race([closed, wait(1_000)]);
  return code ?? signal;
}

export async function makeTemporaryDirectory(): Promise<string> {
  return await mkdtemp(join(tmpdir(), 'citizen-graph-test-'));
}

/** The processes that a process has started, and those that they have started. */
export async function findDescendants(pid: number): Promise<number[]> {
  const processes = await Promise.all(
    (await readdir('/proc'))
      .filter((name) => /^\d+$/.test(name))
      .map(async (name) => {
        const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
        return { pid: Number(name), parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) };
      }),
  );
  const below = (parent: number): number[] =>
    processes.filter((process) => process.parent === parent).flatMap(({ pid }) => [pid, ...below(pid)]);
  return below(pid);
}

/** Waits until all have ended; those that have not after `timeoutMs` are returned. */
export async function findSurvivors(pids: readonly number[], timeoutMs = 60_000): Promise<number[]> {
  const deadline = performance.now() + timeoutMs;
  let survivors = pids.filter(isAlive);
  while (survivors.length > 0 && performance.now() < deadline) {
    await wait(50);
    survivors = survivors.filter(isAlive);
  }
  return survivors;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
