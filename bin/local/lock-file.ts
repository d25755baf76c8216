import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

export interface Lock {
  readonly release: () => Promise<void>;
}

/**
 * Takes a lock that is a file, unless a process that still runs holds it. What a killed process left does not count.
 * @returns the lock, or the ID of the process that holds it
 */
export async function takeLock(file: string): Promise<Lock | number> {
  for (;;) {
    const holder = await findHolder(file);
    if (holder !== undefined) return holder;
    await rm(file, { force: true });
    const isTaken = await writeFile(file, `${process.pid}\n${await identifyProcess(process.pid)}`, { flag: 'wx' }).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return false;
        throw error;
      },
    );
    if (isTaken) return { release: () => rm(file, { force: true }) };
  }
}

async function findHolder(file: string): Promise<number | undefined> {
  const content = await readFile(file, 'utf8').catch(() => '');
  const [firstLine = '', ...identity] = content.split('\n');
  const pid = Number(firstLine);
  const isHeld = pid > 0 && (await identifyProcess(pid)) === identity.join('\n');
  return isHeld ? pid : undefined;
}

/**
 * When a process was started and with which command line. This tells it from a later one that was given the same ID.
 * @returns undefined when no such process runs
 */
export async function identifyProcess(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    // The name in parentheses may hold anything; the start is field 22 of `stat`, in ticks since the machine started.
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return command === '' ? undefined : `${started} ${command.replaceAll('\0', ' ').trim()}`;
  }
  return await promisify(execFile)('ps', ['-o', 'lstart=,command=', '-p', String(pid)]).then(
    ({ stdout }) => stdout.trim() || undefined,
    () => undefined,
  );
}
