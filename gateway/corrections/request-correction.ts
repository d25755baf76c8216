import { CodedError } from '../../schema/coded-error.ts';
import { reckonDueTime } from '../../schema/rights/clocks.ts';
import { checkText } from '../emergency/check-text.ts';
import { getOwnPersonalId, identifySelf } from '../identity/identify.ts';
import type { RequestContext } from '../request/request-context.ts';
import type { Correction } from './corrections.ts';
import { getCorrections } from './get-corrections.ts';

export interface CorrectionInput {
  /** A coordinate. */
  readonly field: string;
  readonly text: string;
  readonly evidence?: string | null;
}

const MAX_EVIDENCE = 500;

/**
 * Disputes what is on record about the citizen who signed in. It is due when the law of the day says.
 * @throws IDENTITY_NOT_CITIZEN, IDENTITY_MISMATCH, CORRECTIONS_NOT_YOURS, VALUE_INVALID, CORRECTION_LIMIT_REACHED,
 *         LEDGER_UNAVAILABLE
 */
export async function requestCorrection(
  { field, text, evidence }: CorrectionInput,
  context: RequestContext,
): Promise<Correction> {
  const { caller, register, trail } = context;
  const own = getOwnPersonalId(caller);
  if (!caller || caller.eidLevel < 2) throw new CodedError('CORRECTIONS_NOT_YOURS');
  const { corrections, stewards } = getCorrections(context);
  const ministries = register?.find(field)?.ministries.filter((name) => stewards.has(name)) ?? [];
  if (ministries.length === 0) {
    throw new CodedError('VALUE_INVALID', {
      value: 'field',
      expected: 'a coordinate of the query fields, of a ministry with a steward',
    });
  }
  const disputed = { field, ministries: [...ministries], text: checkText(text), evidence: checkEvidence(evidence) };
  const { personalId: subject } = await identifySelf(own, context);
  const { ruleSet, acknowledgeBy, dueAt } = reckonDueTime('correct', new Date());
  const due = { rule_set: ruleSet, acknowledge_by: acknowledgeBy?.toISOString() ?? null, due_at: dueAt.toISOString() };
  const by = { account: caller.person, client: caller.client };
  const correction = await corrections.request({ subject, ...disputed, ...by, ...due });
  trail?.addAct('correction', subject, { dossier: correction.id });
  return correction;
}

function checkEvidence(evidence: string | null | undefined): string | null {
  const trimmed = evidence?.trim() ?? '';
  if ([...trimmed].length > MAX_EVIDENCE || /[^\P{Cc}\n]/u.test(trimmed)) {
    throw new CodedError('VALUE_INVALID', {
      value: 'evidence',
      expected: `at most ${MAX_EVIDENCE} characters, and no control characters`,
    });
  }
  return trimmed || null;
}
