import { CodedError } from '../../schema/coded-error.ts';
import { dayInVietnam } from '../../schema/purposes/in-force.ts';
import type { Caller } from '../caller/caller.ts';
import { identify, type NamedCitizen } from '../identity/identify.ts';
import type { RequestContext } from '../request/request-context.ts';
import { checkDossier } from '../request/state-purpose.ts';
import { momentOfAge } from './age.ts';
import { getConsents } from './get-consents.ts';
import type { Representation } from './representations.ts';

export interface RepresentationInput {
  readonly citizen: NamedCitizen;
  readonly representative: NamedCitizen;
  /** The number of the power of attorney. */
  readonly document: string;
  /** The last day, YYYY-MM-DD. */
  readonly until: string;
}

/** Long enough for any use here; no law says. */
const MAX_YEARS = 10;

/**
 * Enters that somebody may act for a citizen, as an officer has seen it in writing.
 * @throws REPRESENTATION_NOT_YOURS, VALUE_INVALID, what `identify` throws, CONSENT_UNAVAILABLE
 */
export async function recordRepresentation(
  { citizen, representative, document, until }: RepresentationInput,
  context: RequestContext,
): Promise<Representation> {
  const { person, agency } = getOfficer(context.caller);
  checkDossier(document);
  const today = dayInVietnam(new Date());
  const lastDay = dayInVietnam(momentOfAge(today, MAX_YEARS));
  if (!document || until < today || until > lastDay) {
    throw new CodedError('VALUE_INVALID', { value: 'until', expected: `a day from ${today} to ${lastDay}` });
  }
  const subject = (await identify(citizen, context)).personalId;
  const actor = (await identify(representative, context)).personalId;
  if (subject === actor) {
    throw new CodedError('VALUE_INVALID', { value: 'representative', expected: 'somebody else than the citizen' });
  }
  return await getConsents(context).representations.add({
    ...{ subject, representative: actor, document, entered_by: person, agency },
    valid_until: momentOfAge(dayAfter(until), 0).toISOString(),
  });
}

/**
 * Ends an authority before its time, by an officer of the agency that entered it.
 * @throws REPRESENTATION_NOT_YOURS, CONSENT_UNAVAILABLE
 */
export async function endRepresentation(id: string, context: RequestContext): Promise<Representation> {
  const { person, agency } = getOfficer(context.caller);
  const { representations } = getConsents(context);
  const found = await representations.find(id);
  if (found?.agency !== agency) throw new CodedError('REPRESENTATION_NOT_YOURS');
  await representations.end(id, { account: person, agency });
  return (await representations.find(id)) ?? found;
}

function getOfficer(caller: Caller | undefined): { readonly person: string; readonly agency: string } {
  if (caller?.role !== 'officer' || !caller.agency || caller.eidLevel < 2) {
    throw new CodedError('REPRESENTATION_NOT_YOURS');
  }
  return { person: caller.person, agency: caller.agency.code };
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
