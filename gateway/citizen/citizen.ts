import type { RequestContext } from '../request/request-context.ts';

interface CitizenReference {
  readonly personalId: string;
}

export const citizenResolvers = {
  Query: {
    citizen: (_: unknown, { personalId }: CitizenReference, context: RequestContext) =>
      findCitizen(personalId, context),
    citizens: (_: unknown, { personalIds }: { readonly personalIds: readonly string[] }, context: RequestContext) =>
      Promise.all(personalIds.map((personalId) => findCitizen(personalId, context))),
  },
  Citizen: {
    __resolveReference: (reference: CitizenReference) => reference,
  },
};

/** @returns null when no source knows the number; a reference when one does, or when none can tell */
async function findCitizen(personalId: string, { isBorne }: RequestContext): Promise<CitizenReference | null> {
  return !isBorne || (await isBorne(personalId)) ? { personalId } : null;
}
