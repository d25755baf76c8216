import { CodedError } from '../../schema/coded-error.ts';
import type { ConsentRow } from '../database/gateway-database.ts';
import type { RequestContext } from '../request/request-context.ts';
import { findActing } from './acting.ts';
import { getConsents } from './get-consents.ts';

/**
 * One consent or request, for its citizen, who acts for them, and the agency that it is to. Who may not see it is
 * answered as if there were none.
 * @throws CONSENT_UNKNOWN, IDENTITY_UNAVAILABLE, CONSENT_UNAVAILABLE
 */
export async function getConsent(id: string, context: RequestContext): Promise<ConsentRow> {
  const { caller } = context;
  const consent = await getConsents(context).store.find(id);
  const isOwn = caller?.citizen !== undefined && consent && (await findActing(consent.subject, context));
  const isRecipient = caller?.agency !== undefined && askers.has(caller.role) && consent?.agency === caller.agency.code;
  if (!consent || !(isOwn || isRecipient)) throw new CodedError('CONSENT_UNKNOWN');
  return consent;
}

/** Those of an agency who may ask for consents: a portal sees those of its citizen alone. */
const askers: ReadonlySet<string> = new Set(['clerk', 'partner']);
