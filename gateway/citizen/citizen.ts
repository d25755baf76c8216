import type { ServedPurpose } from '../disclosure/served-purposes.ts';
import { checkEmergencyAccess, whoMayBeTold } from '../emergency/check-emergency-access.ts';
import {
  type CitizenReference,
  checkMayName,
  getOwnPersonalId,
  identify,
  identifySelf,
  type NamedCitizen,
} from '../identity/identify.ts';
import { identifyByLegacyId, type LegacyNamedCitizen } from '../identity/identify-by-legacy-id.ts';
import type { RequestContext } from '../request/request-context.ts';
import type { PurposeInput } from '../request/state-purpose.ts';
import { takePurpose } from '../request/take-purpose.ts';

interface CitizenArguments extends NamedCitizen {
  readonly purpose: PurposeInput;
}

interface LegacyArguments extends LegacyNamedCitizen {
  readonly purpose: PurposeInput;
}

interface MeArguments {
  readonly purpose?: PurposeInput | null;
}

export const citizenResolvers = {
  Query: {
    async citizen(_: unknown, { purpose, ...named }: CitizenArguments, context: RequestContext) {
      checkMayName(context.caller);
      const stated = takePurpose(purpose, context);
      context.disclosure?.foresee(named.personalId);
      return await asSubject(identify(named, context, whoMayBeTold(stated, context)), stated, context);
    },
    async citizenByLegacyId(_: unknown, { purpose, ...named }: LegacyArguments, context: RequestContext) {
      checkMayName(context.caller);
      const stated = takePurpose(purpose, context);
      return await asSubject(identifyByLegacyId(named, context), stated, context);
    },
    async me(_: unknown, { purpose }: MeArguments, context: RequestContext) {
      const personalId = getOwnPersonalId(context.caller);
      const stated = takePurpose(purpose ?? { code: 'own-view' }, context);
      context.disclosure?.foresee(personalId);
      return await asSubject(identifySelf(personalId, context), stated, context);
    },
  },
  Citizen: {
    __resolveReference: (reference: CitizenReference) => reference,
  },
};

/**
 * Refers to the citizen, whom the request is about from then on.
 * @throws EMERGENCY_ACCESS_REQUIRED, EMERGENCY_UNAVAILABLE
 */
function asSubject(
  identifying: Promise<CitizenReference>,
  purpose: ServedPurpose | undefined,
  context: RequestContext,
): Promise<CitizenReference> {
  const subject = identifying.then(async (citizen) => {
    context.records.ownRecords?.formerNumbers.remember(citizen.personalId, citizen.formerPersonalIds);
    if (purpose?.kind === 'emergency') await checkEmergencyAccess(purpose, citizen.personalId, context);
    return citizen;
  });
  context.disclosure?.expectSubject(subject);
  return subject;
}
