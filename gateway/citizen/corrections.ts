import { type AnswerInput, answerCorrection, listOpenCorrections } from '../corrections/answer-correction.ts';
import type { Correction } from '../corrections/corrections.ts';
import { getCorrections } from '../corrections/get-corrections.ts';
import { type CorrectionInput, requestCorrection } from '../corrections/request-correction.ts';
import type { CitizenReference } from '../identity/identify.ts';
import type { ListPart } from '../list-part.ts';
import type { RequestContext } from '../request/request-context.ts';

/** What fields below `Citizen` have, whoever asks: several requests ask for them together. */
type SharedContext = Pick<RequestContext, 'records'>;

/** Corrections. The root fields' marks are public because each checks who asks. */
export const correctionsResolvers = {
  Query: {
    correctionsToAnswer: (_: unknown, part: ListPart, context: RequestContext) => listOpenCorrections(part, context),
  },
  Mutation: {
    requestCorrection: (_: unknown, input: CorrectionInput, context: RequestContext) =>
      requestCorrection(input, context),
    answerCorrection: (_: unknown, input: AnswerInput, context: RequestContext) => answerCorrection(input, context),
  },
  Citizen: {
    corrections({ personalId }: CitizenReference, part: ListPart, context: SharedContext) {
      const numbers = context.records.ownRecords?.formerNumbers.numbersOf(personalId) ?? [personalId];
      return getCorrections(context).corrections.list(numbers, part);
    },
  },
  Correction: {
    state: ({ outcome, due_at }: Correction) =>
      outcome?.toUpperCase() ?? (new Date(due_at) < new Date() ? 'OVERDUE' : 'WAITING'),
    requestedAt: ({ requested_at }: Correction) => requested_at,
    ruleSet: ({ rule_set }: Correction) => rule_set,
    acknowledgeBy: ({ acknowledge_by }: Correction) => acknowledge_by,
    dueAt: ({ due_at }: Correction) => due_at,
    answeredAt: ({ answered_at }: Correction) => answered_at,
  },
  CorrectionOutcome: { CORRECTED: 'corrected', REFUSED: 'refused' } satisfies Record<string, AnswerInput['outcome']>,
};
