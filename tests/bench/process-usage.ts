import { readFileSync, writeFileSync } from 'node:fs';

/** Linux counts processor time in these units, whatever the machine: `getconf CLK_TCK`. */
const MS_PER_TICK = 10;
const KIB_PER_MB = 1000 / 1.024;

/** Processor time, user and system, that a process with all its threads and living children has used, in milliseconds. */
export function readCpuMs(pid: number): number {
  return processTree(pid).reduce((sum, id) => {
    // The name, in brackets, may hold spaces. After it stand the state and, as 12th and 13th, the times.
    const fields = readProc(id, 'stat')
      .replace(/^.*\) /s, '')
      .split(' ');
    return sum + (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
  }, 0);
}

/** Lets the peak of memory begin anew at what is used now. */
export function resetPeakMemory(pid: number): void {
  for (const id of processTree(pid)) writeFileSync(`/proc/${id}/clear_refs`, '5');
}

/** The most memory that a process with its children has held since `resetPeakMemory`, in MB (10⁶ bytes). */
export function readPeakMb(pid: number): number {
  return processTree(pid).reduce((sum, id) => {
    const [, kib] = /^VmHWM:\s+(\d+) kB$/m.exec(readProc(id, 'status')) ?? [];
    return sum + Number(kib) / KIB_PER_MB;
  }, 0);
}

function processTree(pid: number): number[] {
  const children = readProc(pid, `task/${pid}/children`).trim().split(' ').filter(Boolean).map(Number);
  return [pid, ...children.flatMap(processTree)];
}

function readProc(pid: number, file: string): string {
  return readFileSync(`/proc/${pid}/${file}`, 'utf8');
}
