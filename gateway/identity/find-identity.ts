import type { ExecutionContext } from '../plan/execution.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import { createFindCitizen } from './find-citizen.ts';
import type { Identity } from './identity.ts';

/**
 * Finds out who bears a well-formed personal ID.
 * @param context  goes with the fetch
 * @returns        undefined when nobody does
 * @throws         IDENTITY_UNAVAILABLE when no source can tell just now
 */
export type FindIdentity = (personalId: string, context: ExecutionContext) => Promise<Identity | undefined>;

/** @returns undefined when the supergraph does not have the fields of `schema/identity.graphql` */
export function createFindIdentity(supergraph: Supergraph): FindIdentity | undefined {
  const findCitizen = createFindCitizen(supergraph);
  return findCitizen && (async (personalId, context) => (await findCitizen(personalId, context))?.identity);
}
