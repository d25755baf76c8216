import { join } from 'node:path';
import type { Scenario } from './scenario.ts';
import { type RunningSubgraphs, startSubgraphs } from './start-subgraphs.ts';
import { openUnified } from './unified/open-unified.ts';

/** How many citizens at most: every gateway asks for all of them once before it is measured. */
const MAX_CITIZENS = 2000;

/** The unified view over ministries that remember what they were asked before, so that the gateways are what costs. */
const inMemory: Scenario = {
  question: 'What does the unified view cost a gateway alone, where every ministry answers from memory?',

  async open(options, running) {
    const citizens = Math.min(options.citizens, MAX_CITIZENS);
    const startMemory = ({ urls }: RunningSubgraphs) => {
      const environment = { MINISTRY_URLS: JSON.stringify(urls) };
      return startSubgraphs(join(import.meta.dirname, 'in-memory', 'memory-process.ts'), environment, running);
    };
    const { open, ministries } = await openUnified({ ...options, citizens }, running, startMemory);
    return { ...open, countMisses: ministries.countCalls };
  },
};
export default inMemory;
