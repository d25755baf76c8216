import { readFileSync } from 'node:fs';
import { isObject } from '../fetch/json.ts';
import type { ExecutionContext } from '../plan/execution.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import { type CitizenFragment, createFindCitizen } from './find-citizen.ts';
import type { Identity } from './identity.ts';

/** A citizen, with those who act for them by law while they are a child. */
export interface Dependant extends Identity {
  /** Personal IDs of parents and legal representatives. */
  readonly guardians: readonly string[];
}

/**
 * Finds a citizen with those who would act for them.
 * @param context  goes with the fetch
 * @returns        undefined when nobody bears the number
 * @throws         IDENTITY_UNAVAILABLE when no source can tell just now
 */
export type FindDependant = (personalId: string, context: ExecutionContext) => Promise<Dependant | undefined>;

/**
 * Asks for the fields of `schema/guardians.graphql`.
 * @returns undefined when the supergraph does not have them
 */
export function createFindDependant(supergraph: Supergraph): FindDependant | undefined {
  const findCitizen = createFindCitizen(supergraph, guardians);
  if (!findCitizen) return undefined;
  return async (personalId, context) => {
    const found = await findCitizen(personalId, context);
    return found && { ...found.identity, guardians: readGuardians(found.fields['relatives']) };
  };
}

const guardians: CitizenFragment = {
  name: 'Guardians',
  text: readFileSync(new URL('../../schema/guardians.graphql', import.meta.url), 'utf8'),
};

const guardianRelations: ReadonlySet<unknown> = new Set(['FATHER', 'MOTHER', 'LEGAL_REPRESENTATIVE']);

function readGuardians(relatives: unknown): string[] {
  if (!Array.isArray(relatives)) return [];
  return relatives.flatMap((relative: unknown) => {
    if (!isObject(relative) || !guardianRelations.has(relative['relation'])) return [];
    const { citizen } = relative;
    return isObject(citizen) && typeof citizen['personalId'] === 'string' ? [citizen['personalId']] : [];
  });
}
