import { CodedError } from '../../schema/coded-error.ts';
import type { Caller } from '../caller/caller.ts';
import { checkText } from '../emergency/check-text.ts';
import type { ReviewState } from '../emergency/emergency-access.ts';
import type { ReviewInput } from '../emergency/emergency-reviews.ts';
import { type StartInput, startEmergencyAccess } from '../emergency/start-emergency-access.ts';
import type { CitizenReference } from '../identity/identify.ts';
import { checkPart, type ListPart } from '../list-part.ts';
import type { RequestContext } from '../request/request-context.ts';
import { isUuid } from '../uuid-v7.ts';

interface ReviewsArguments extends ListPart {
  readonly state: ReviewState;
}

/** What resolvers of entities have. */
type EntityContext = Pick<RequestContext, 'records'>;

/** Accesses in emergencies. The root fields' marks are public because each checks who asks. */
export const emergencyResolvers = {
  Query: {
    emergencyReviews(_: unknown, { state, ...page }: ReviewsArguments, { caller, records }: RequestContext) {
      const { agency } = checkReviewer(caller);
      checkPart(page);
      return records.emergency.ask(({ reviews }) => reviews.list(agency, state, page));
    },
  },
  Mutation: {
    startEmergencyAccess: (_: unknown, input: StartInput, context: RequestContext) =>
      startEmergencyAccess(input, context),
    reviewEmergencyAccess(
      _: unknown,
      { id, outcome, text }: Omit<ReviewInput, 'account'>,
      { caller, records }: RequestContext,
    ) {
      const { agency, account } = checkReviewer(caller);
      if (!isUuid(id)) throw new CodedError('EMERGENCY_ACCESS_UNKNOWN');
      const review = { id, outcome, text: checkText(text), account };
      return records.emergency.ask(({ reviews }) => reviews.review(agency, review));
    },
  },
  Citizen: {
    emergencyAccesses({ personalId }: CitizenReference, page: ListPart, { records }: EntityContext) {
      checkPart(page);
      return records.emergency.ask(({ lists }) => lists.list(personalId, page));
    },
  },
};

/**
 * The supervisor of those who start accesses is the data-protection officer of the same agency.
 * @throws EMERGENCY_REVIEWS_NOT_YOURS
 */
function checkReviewer(caller: Caller | undefined): { readonly agency: string; readonly account: string } {
  if (caller?.role !== 'officer' || !caller.agency || caller.eidLevel < 2) {
    throw new CodedError('EMERGENCY_REVIEWS_NOT_YOURS');
  }
  return { agency: caller.agency.code, account: caller.person };
}
