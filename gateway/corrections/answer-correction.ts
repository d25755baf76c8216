import { CodedError } from '../../schema/coded-error.ts';
import type { CorrectionAnswerRow } from '../database/gateway-database.ts';
import { checkText } from '../emergency/check-text.ts';
import type { ListPart } from '../list-part.ts';
import type { RequestContext } from '../request/request-context.ts';
import type { Correction, CorrectionPage } from './corrections.ts';
import { getCorrections } from './get-corrections.ts';

export interface AnswerInput {
  readonly id: string;
  readonly outcome: CorrectionAnswerRow['outcome'];
  readonly text: string;
}

/**
 * Answers a request for correction, as a steward of a ministry that answers the field.
 * @throws CORRECTIONS_NOT_YOURS, CORRECTION_UNKNOWN, CORRECTION_ANSWERED, VALUE_INVALID, LEDGER_UNAVAILABLE
 */
export async function answerCorrection(
  { id, outcome, text }: AnswerInput,
  context: RequestContext,
): Promise<Correction> {
  const { agency, account, ministries } = checkSteward(context);
  const { corrections } = getCorrections(context);
  const answer = { correction: id, outcome, text: checkText(text), agency, account };
  const correction = await corrections.answer(answer, ministries);
  context.trail?.addAct('correction', correction.subject, { dossier: correction.id });
  return correction;
}

/**
 * Lists what waits for an answer of the caller's ministry. That a request was read is on record as well.
 * @throws CORRECTIONS_NOT_YOURS, VALUE_INVALID, LEDGER_UNAVAILABLE
 */
export async function listOpenCorrections(part: ListPart, context: RequestContext): Promise<CorrectionPage> {
  const { ministries } = checkSteward(context);
  const page = await getCorrections(context).corrections.listOpen(ministries, part);
  for (const { subject, id } of page.corrections) context.trail?.addAct('correction', subject, { dossier: id });
  return page;
}

/** @throws CORRECTIONS_NOT_YOURS */
function checkSteward(context: RequestContext) {
  const { caller } = context;
  const { stewards } = getCorrections(context);
  const agency = caller?.agency?.code;
  const ministries = [...stewards].filter(([, steward]) => steward === agency).map(([name]) => name);
  if (caller?.role !== 'steward' || agency === undefined || caller.eidLevel < 2 || ministries.length === 0) {
    throw new CodedError('CORRECTIONS_NOT_YOURS');
  }
  return { agency, account: caller.person, ministries };
}
