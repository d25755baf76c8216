import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { CodedError } from '../../schema/coded-error.ts';
import type { Caller } from '../caller/caller.ts';
import type { StatisticsQuestion } from './question.ts';

/** How many different questions each caller may ask in a day. To ask the same again costs nothing. */
export interface StatisticsBudget {
  /** @throws STATISTICS_BUDGET_SPENT */
  spend(caller: Caller, question: StatisticsQuestion): Promise<void>;
}

/** A budget that each process keeps for itself, until the day ends. */
export function createBudget(maxQuestions: number, now: () => Date = () => new Date()): StatisticsBudget {
  const spent = new LRUCache<string, Set<string>>({ max: MAX_CALLERS });
  return {
    async spend({ agency, person }, question) {
      const key = JSON.stringify([now().toISOString().slice(0, 10), agency?.code, person]);
      const asked = spent.get(key) ?? new Set();
      asked.add(digestOf(question));
      if (asked.size > maxQuestions) {
        asked.delete(digestOf(question));
        throw new CodedError('STATISTICS_BUDGET_SPENT', { limit: maxQuestions });
      }
      spent.set(key, asked);
    },
  };
}

/** So many are kept in mind. */
const MAX_CALLERS = 10_000;

/** Two ways to write the same question have the same digest. */
export function digestOf({ dataset, measure = null, groupBy, filter }: StatisticsQuestion): string {
  const sorted = filter.map(({ dimension, value }) => [dimension, value]).sort();
  return createHash('sha256')
    .update(JSON.stringify([dataset, measure, groupBy.toSorted(), sorted]))
    .digest('base64url');
}
