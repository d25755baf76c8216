import type { AgencyKind } from '../../schema/callers.ts';
import { CodedError } from '../../schema/coded-error.ts';
import type { RequestContext } from '../request/request-context.ts';
import { MAX_CONCEALED_DAYS } from './concealments.ts';

export interface ConcealmentInput {
  readonly dossier: string;
  readonly document: string;
  readonly days: number;
}

/** Whose inquiries may be kept back: our proposal. */
const authorities: ReadonlySet<AgencyKind> = new Set(['court', 'police']);
const MAX_CHARACTERS = 200;

/**
 * Keeps what the caller's agency asked for a dossier back from the citizens for a time. It is on record itself.
 * @returns until when
 * @throws CONCEALMENT_NOT_YOURS, VALUE_INVALID, LEDGER_UNAVAILABLE
 */
export async function concealDisclosures(
  { dossier, document, days }: ConcealmentInput,
  { caller, records, trail }: RequestContext,
): Promise<string> {
  const agency = caller?.agency;
  if (!agency || caller.role !== 'officer' || caller.eidLevel < 2 || !authorities.has(agency.kind)) {
    throw new CodedError('CONCEALMENT_NOT_YOURS');
  }
  if (days < 1 || days > MAX_CONCEALED_DAYS) {
    throw new CodedError('VALUE_INVALID', { value: 'days', expected: `from 1 to ${MAX_CONCEALED_DAYS}` });
  }
  if (!records.ownRecords) throw new CodedError('LEDGER_UNAVAILABLE');
  const about = {
    agency: agency.code,
    dossier: checkLine('dossier', dossier),
    document: checkLine('document', document),
  };
  const by = { account: caller.person, client: caller.client };
  const until = await records.ownRecords.concealments.add({ ...about, ...by, days });
  trail?.addAct('concealment', null, { dossier: about.dossier });
  return until;
}

function checkLine(value: string, text: string): string {
  if (text.trim() === '' || text.length > MAX_CHARACTERS || /\p{Cc}/u.test(text)) {
    throw new CodedError('VALUE_INVALID', { value, expected: `1 to ${MAX_CHARACTERS} characters in one line` });
  }
  return text;
}
