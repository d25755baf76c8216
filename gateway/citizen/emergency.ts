import { CodedError } from '../../schema/coded-error.ts';
import type { Caller } from '../caller/caller.ts';
import { checkText } from '../emergency/check-text.ts';
import type { PageInput, ReviewState } from '../emergency/emergency-access.ts';
import type { ReviewInput } from '../emergency/emergency-reviews.ts';
import { type StartInput, startEmergencyAccess } from '../emergency/start-emergency-access.ts';
import type { CitizenReference } from '../identity/identify.ts';
import type { RequestContext } from '../request/request-context.ts';

interface ReviewsArguments extends PageInput {
  readonly state: ReviewState;
}

/** What resolvers of entities have. */
type EntityContext = Pick<RequestContext, 'records'>;

/** Accesses in emergencies. The root fields' marks are public because each checks who asks. */
export const emergencyResolvers = {
  Query: {
    emergencyReviews(_: unknown, { state, ...page }: ReviewsArguments, { caller, records }: RequestContext) {
      const { agency } = checkReviewer(caller);
      checkPage(page);
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
    emergencyAccesses({ personalId }: CitizenReference, page: PageInput, { records }: EntityContext) {
      checkPage(page);
      return records.emergency.ask(({ accesses }) => accesses.listOfSubject(personalId, page));
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

const MAX_FIRST = 100;

function checkPage({ first, after }: PageInput): void {
  if (first < 1 || first > MAX_FIRST) {
    throw new CodedError('VALUE_INVALID', { value: 'first', expected: `1 to ${MAX_FIRST}` });
  }
  if (after && !isUuid(after)) throw new CodedError('VALUE_INVALID', { value: 'after', expected: 'a value of next' });
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
