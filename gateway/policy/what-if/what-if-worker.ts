import { parentPort, workerData } from 'node:worker_threads';
import { lookAtChange, type RulingTexts } from './look-at-change.ts';

/** Looks at one change, in a thread of its own. */
export interface WhatIfTask {
  readonly before: RulingTexts;
  readonly after: RulingTexts;
  readonly day: string;
}

const { before, after, day } = workerData as WhatIfTask;
parentPort?.postMessage(lookAtChange(before, after, day));
