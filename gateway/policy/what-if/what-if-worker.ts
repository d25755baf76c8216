import { parentPort, workerData } from 'node:worker_threads';
import { type Change, lookAtChange, type RulingTexts } from './look-at-change.ts';

/** Looks at one change, in a thread of its own. */
export interface WhatIfTask {
  readonly texts: RulingTexts;
  readonly change: Change;
  readonly day: string;
}

const { texts, change, day } = workerData as WhatIfTask;
parentPort?.postMessage(lookAtChange(texts, change, day));
