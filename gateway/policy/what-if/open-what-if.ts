import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { CodedError } from '../../../schema/coded-error.ts';
import type { ChangeEffect } from './look-at-change.ts';
import type { WhatIfTask } from './what-if-worker.ts';

/** @throws WHAT_IF_BUSY, WHAT_IF_TOO_LONG */
export type WhatIf = (task: WhatIfTask) => Promise<ChangeEffect>;

/**
 * Looks at one change at a time, in a thread of its own: a rule that somebody tries out costs no request anything,
 * whatever it does to the engine.
 */
export function createWhatIf(timeoutMs: number = TIMEOUT_MS): WhatIf {
  let isBusy = false;
  return async (task) => {
    if (isBusy) throw new CodedError('WHAT_IF_BUSY');
    isBusy = true;
    const worker = new Worker(new URL('./what-if-worker.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB },
    });
    const isOver = new AbortController();
    try {
      const [effect] = await Promise.race([
        once(worker, 'message', { signal: isOver.signal }),
        sleep(timeoutMs, [undefined], { signal: isOver.signal }),
      ]);
      if (effect === undefined) throw new CodedError('WHAT_IF_TOO_LONG', { seconds: timeoutMs / 1_000 });
      return effect as ChangeEffect;
    } finally {
      isOver.abort();
      await worker.terminate();
      isBusy = false;
    }
  };
}

const TIMEOUT_MS = 60_000;
const MAX_MEMORY_MB = 256;
