import { CodedError } from '../../schema/coded-error.ts';
import type { RequestContext } from '../request/request-context.ts';
import type { Consents } from './consents.ts';

/** @throws CONSENT_UNAVAILABLE where the gateway has no database */
export function getConsents({ records }: Pick<RequestContext, 'records'>): Consents {
  if (!records.consents) throw new CodedError('CONSENT_UNAVAILABLE');
  return records.consents;
}
