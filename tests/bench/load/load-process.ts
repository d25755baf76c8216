import { once } from 'node:events';
import type { LoadOrder, LoadSet } from './load-messages.ts';
import { createLoad } from './run-load.ts';

/** The process that makes the requests, apart from all that it measures. Its parent gives it a set, then orders. */
const [set] = (await once(process, 'message')) as [LoadSet];
const load = createLoad(set);
process.on('message', (order: LoadOrder) => load(order, (report) => process.send?.(report)));
process.once('SIGTERM', () => process.exit());
