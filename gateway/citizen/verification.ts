import { checkMayName } from '../identity/identify.ts';
import { type StatedItems, verifyIdentity } from '../identity/verify-identity.ts';
import type { RequestContext } from '../request/request-context.ts';
import type { PurposeInput } from '../request/state-purpose.ts';
import { takePurpose } from '../request/take-purpose.ts';

interface VerificationArguments {
  readonly input: StatedItems;
  readonly purpose: PurposeInput;
}

/** Match or mismatch: the field's mark is public because no value is in it, and who may ask is checked here. */
export const verificationResolvers = {
  Query: {
    verifyIdentity: async (_: unknown, { input, purpose }: VerificationArguments, context: RequestContext) => {
      checkMayName(context.caller);
      const compared = await verifyIdentity(input, takePurpose(purpose, context), context);
      context.trail?.addComparison(input.personalId, Object.keys(compared));
      return compared;
    },
  },
};
