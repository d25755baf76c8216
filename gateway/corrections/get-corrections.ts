import { CodedError } from '../../schema/coded-error.ts';
import type { RequestContext } from '../request/request-context.ts';
import type { CorrectionDesk } from './corrections.ts';

/** @throws LEDGER_UNAVAILABLE where the gateway has no database */
export function getCorrections({ records }: Pick<RequestContext, 'records'>): CorrectionDesk {
  if (!records.corrections) throw new CodedError('LEDGER_UNAVAILABLE');
  return records.corrections;
}
