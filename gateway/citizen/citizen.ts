import { type CitizenReference, identify, identifySelf, type NamedCitizen } from '../identity/identify.ts';
import type { RequestContext } from '../request/request-context.ts';

export const citizenResolvers = {
  Query: {
    citizen: (_: unknown, named: NamedCitizen, context: RequestContext) => identify(named, context),
    me: (_: unknown, _given: unknown, context: RequestContext) => identifySelf(context),
  },
  Citizen: {
    __resolveReference: (reference: CitizenReference) => reference,
  },
};
