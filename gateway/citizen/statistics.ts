import { CodedError } from '../../schema/coded-error.ts';
import { RequestOrigin } from '../fetch/request-origin.ts';
import type { RequestContext } from '../request/request-context.ts';
import { statePurpose } from '../request/state-purpose.ts';
import type { StatisticsQuestion } from '../statistics/question.ts';

/** Counts of the ministries' registers. Which datasets there are is for everybody, what they tell is not. */
export const statisticsResolvers = {
  Query: {
    datasets: (_: unknown, __: unknown, context: RequestContext) => context.statistics.listDatasets(context.origin),
    statistics: async (_: unknown, question: StatisticsQuestion, context: RequestContext) => {
      const { caller, purposes, requestId, statistics } = context;
      if (!caller) throw new CodedError('PURPOSE_NOT_YOURS', { purpose });
      statePurpose(purposes, caller, { code: purpose });
      const origin = new RequestOrigin({ requestId, agency: caller.agency?.code ?? null });
      origin.addPurpose(purpose);
      return await statistics.count(question, caller, origin);
    },
  },
};

/** It needs no statement by the caller: whoever asks for statistics asks for this. */
const purpose = 'statistics';
