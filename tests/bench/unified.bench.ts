import type { Scenario } from './scenario.ts';
import { openUnified } from './unified/open-unified.ts';

const unified: Scenario = {
  question: 'What does the unified view of a citizen cost, asked for distinct citizens?',
  open: async (options, running) => (await openUnified(options, running)).open,
};
export default unified;
