import { createHash } from 'node:crypto';
import { CodedError } from '../../schema/coded-error.ts';
import type { Caller } from '../caller/caller.ts';
import type { AskedQuestions } from './asked-questions.ts';
import type { StatisticsQuestion } from './question.ts';

/** Takes a question from what its caller may ask in a day. To ask the same again costs nothing. */
export type SpendQuestion = (caller: Caller, question: StatisticsQuestion) => Promise<void>;

/**
 * @param asked  where it is kept what was asked
 * @returns      throws STATISTICS_BUDGET_SPENT; STATISTICS_UNAVAILABLE when nobody can tell what was asked
 */
export function createBudget(asked: AskedQuestions, maxQuestions: number): SpendQuestion {
  return async ({ agency, person }, question) => {
    const asker = JSON.stringify([agency?.code ?? null, person]);
    const isGranted = await asked.add(asker, digestOf(question), maxQuestions).catch((cause: unknown) => {
      throw new CodedError('STATISTICS_UNAVAILABLE', {}, { originalError: cause instanceof Error ? cause : null });
    });
    if (!isGranted) throw new CodedError('STATISTICS_BUDGET_SPENT', { limit: maxQuestions });
  };
}

/** 128 bits: two ways to write the same question have the same digest. */
function digestOf({ dataset, measure = null, groupBy, filter }: StatisticsQuestion): string {
  const sorted = filter.map(({ dimension, value }) => [dimension, value]).sort();
  const text = JSON.stringify([dataset, measure, groupBy.toSorted(), sorted]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
