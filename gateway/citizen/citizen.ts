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
      takePurpose(purpose, context);
      return asSubject(await identify(named, context), context);
    },
    async citizenByLegacyId(_: unknown, { purpose, ...named }: LegacyArguments, context: RequestContext) {
      checkMayName(context.caller);
      takePurpose(purpose, context);
      return asSubject(await identifyByLegacyId(named, context), context);
    },
    async me(_: unknown, { purpose }: MeArguments, context: RequestContext) {
      const personalId = getOwnPersonalId(context.caller);
      takePurpose(purpose ?? { code: 'own-view' }, context);
      return asSubject(await identifySelf(personalId, context), context);
    },
  },
  Citizen: {
    __resolveReference: (reference: CitizenReference) => reference,
  },
};

function asSubject(citizen: CitizenReference, { disclosure }: RequestContext): CitizenReference {
  disclosure?.addSubject(citizen.personalId);
  return citizen;
}
