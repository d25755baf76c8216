import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { CodedError } from '../../../schema/coded-error.ts';
import type { TextChanges } from '../../../schema/text-folder.ts';
import type { Config } from '../../config.ts';
import type { ChangeEffect, RulingTexts } from './look-at-change.ts';
import type { WhatIfTask } from './what-if-worker.ts';

/**
 * Says what a change would do on a day, YYYY-MM-DD, compared with the files that are there.
 * @throws WHAT_IF_BUSY, WHAT_IF_TOO_LONG
 */
export type WhatIf = (change: Change, day: string) => Promise<ChangeEffect>;

export interface Change {
  /** Of files in the folder of rules, by their names there. */
  readonly policy: TextChanges;
  /** Of files in the folder of purposes. */
  readonly purposes: TextChanges;
}

/**
 * Looks at one change at a time, in a thread of its own: a rule that somebody tries out costs no request anything,
 * whatever it does to the engine.
 * @returns for each supergraph what looks at changes over it
 */
export function createWhatIf(
  { policyPath, purposesPath }: Pick<Config, 'policyPath' | 'purposesPath'>,
  timeoutMs: number = TIMEOUT_MS,
): (supergraphSdl: string) => WhatIf {
  let isBusy = false;
  return (supergraphSdl) => async (change, day) => {
    if (isBusy) throw new CodedError('WHAT_IF_BUSY');
    isBusy = true;
    const textsWith = ({ policy, purposes }: Change): RulingTexts => ({
      supergraphSdl,
      policy: { directory: policyPath, changes: policy },
      purposes: { directory: purposesPath, changes: purposes },
    });
    try {
      return await look({ before: textsWith(noChange), after: textsWith(change), day }, timeoutMs);
    } finally {
      isBusy = false;
    }
  };
}

const noChange: Change = { policy: new Map(), purposes: new Map() };

async function look(task: WhatIfTask, timeoutMs: number): Promise<ChangeEffect> {
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
  }
}

const TIMEOUT_MS = 60_000;
const MAX_MEMORY_MB = 256;
