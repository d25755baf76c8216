import { batchTask } from './micro/batch.ts';
import { compileTask } from './micro/compile.ts';
import { decideTask } from './micro/decide.ts';
import type { MicroTask, OpenTask } from './micro/micro-task.ts';
import { writeTask } from './micro/write.ts';
import { median } from './statistics.ts';

/** What one part of the gateway takes. */
export interface MicroResult {
  readonly name: string;
  /** What was done once. */
  readonly what: string;
  /** Processor time, median of all samples. */
  readonly microseconds: number;
  /** The fastest and the slowest sample. */
  readonly range: readonly [number, number];
  readonly samples: number;
}

/** What `--only` names it. */
export const MICRO = 'micro';

const tasks: readonly MicroTask[] = [compileTask, batchTask, decideTask, writeTask];

/** Each sample takes at least as long: the clock and one garbage collection weigh little in it. */
const SAMPLE_MS = 50;
const SAMPLES = 31;
/** Until then the code is being optimised. */
const WARM_UP_MS = 1_000;

/** Measures parts of the gateway in this process, one after the other. */
export async function measureMicro(): Promise<MicroResult[]> {
  const results: MicroResult[] = [];
  for (const { name, what, open } of tasks) {
    const task = await open();
    await sample(task, WARM_UP_MS);
    const samples: number[] = [];
    while (samples.length < SAMPLES) samples.push(await sample(task, SAMPLE_MS));
    const range = [Math.min(...samples), Math.max(...samples)] as const;
    results.push({ name, what, microseconds: median(samples), range, samples: SAMPLES });
  }
  return results;
}

/** @returns the processor time of this thread that it takes to do it once, in microseconds */
async function sample({ run, count }: OpenTask, atLeastMs: number): Promise<number> {
  const start = process.threadCpuUsage();
  let runs = 0;
  let used = 0;
  while (used < atLeastMs * 1_000) {
    const pending = run();
    if (pending) await pending;
    runs++;
    const { user, system } = process.threadCpuUsage(start);
    used = user + system;
  }
  return used / (runs * count);
}
