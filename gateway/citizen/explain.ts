import { CodedError } from '../../schema/coded-error.ts';
import type { Caller } from '../caller/caller.ts';
import type { Consent } from '../consents/active/active-consents.ts';
import type { Explanation, FieldExplanation } from '../disclosure/explain.ts';
import type { Subject } from '../disclosure/purpose-disclosure.ts';
import { identify, identifySelf } from '../identity/identify.ts';
import { findInquiry, type Inquiry, type InquiryInput } from '../request/find-inquiry.ts';
import type { RequestContext } from '../request/request-context.ts';
import { describeField } from './fields.ts';

interface ExplainArguments extends InquiryInput {
  readonly personalId?: string | null;
  readonly fullName?: string | null;
  readonly dateOfBirth?: string | null;
}

/** Why fields would be told or withheld. The root field's mark is public because it checks who asks, and about whom. */
export const explainResolvers = {
  Query: {
    async explain(
      _: unknown,
      { purpose, agency, ...named }: ExplainArguments,
      context: RequestContext,
    ): Promise<Inquiry & Explanation> {
      const { caller, explain, origin, trail } = context;
      if (!caller || !explain) throw new CodedError('PURPOSE_NOT_YOURS', { purpose: purpose.code });
      const inquiry = findInquiry({ purpose, agency }, caller, context);
      origin.addPurpose(inquiry.purpose.code);
      const citizen = await findCitizen(named, caller, context);
      const about = { purpose: inquiry.purpose.code, dossier: purpose.dossier ?? null };
      trail?.addAct('dry-run', citizen.personalId, about);
      return { ...inquiry, ...(await explain(inquiry.asker, inquiry.purpose, citizen)) };
    },
  },
  Explanation: {
    role: ({ asker }: Inquiry) => asker.role,
    agency: ({ asker }: Inquiry) => asker.agency?.code,
  },
  FieldExplanation: {
    field: ({ field }: FieldExplanation, _: unknown, { rules }: RequestContext) => describeField(field, rules),
    rules: ({ rules }: FieldExplanation) => rules.map(({ id }) => id),
  },
  OpeningConsent: {
    validFrom: ({ validFrom }: Consent) => new Date(validFrom).toISOString(),
    validUntil: ({ validUntil }: Consent) => new Date(validUntil).toISOString(),
  },
};

/** @throws IDENTITY_NOT_ASKABLE when a citizen names somebody, and what `identify` throws */
async function findCitizen(
  { personalId, ...named }: Pick<ExplainArguments, 'personalId' | 'fullName' | 'dateOfBirth'>,
  caller: Caller,
  context: RequestContext,
): Promise<Subject> {
  if (caller.citizen === undefined) {
    if (!personalId) throw new CodedError('IDENTITY_INCOMPLETE');
    return await identify({ personalId, ...named }, context);
  }
  if (personalId) throw new CodedError('IDENTITY_NOT_ASKABLE', { role: caller.role });
  return await identifySelf(caller.citizen, context);
}
