import { readFileSync } from 'node:fs';
import type { ExecutionContext } from '../plan/execution.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import { type CitizenFragment, createFindCitizen } from './find-citizen.ts';

/** The fields of a citizen that are compared with what callers state: plain values all of them. */
export const comparedItems = ['fullName', 'dateOfBirth', 'sex', 'phoneNumber'] as const;

export type ComparedItem = (typeof comparedItems)[number];

/** What stands on record of a citizen; null where nothing does. */
export type RecordedItems = Readonly<Record<ComparedItem, string | null>> & {
  /** True unless the register says that nothing stands against telling about the citizen. */
  readonly isProtected: boolean;
};

/**
 * Finds what is on record under a well-formed personal ID, or under the one that replaced it.
 * @param context  goes with the fetch
 * @returns        undefined when nobody bears the number
 * @throws         IDENTITY_UNAVAILABLE when no source can tell just now
 */
export type FindRecordedItems = (personalId: string, context: ExecutionContext) => Promise<RecordedItems | undefined>;

/**
 * Asks for the fields of `schema/comparison.graphql` too, so that names alone do not cost these.
 * @returns undefined when the supergraph does not have these fields
 */
export function createFindRecordedItems(supergraph: Supergraph): FindRecordedItems | undefined {
  const findCitizen = createFindCitizen(supergraph, compared);
  if (!findCitizen) return undefined;
  return async (personalId, context) => {
    const found = await findCitizen(personalId, context);
    if (!found) return undefined;
    const { phoneNumber } = found.fields;
    return { ...found.identity, phoneNumber: typeof phoneNumber === 'string' ? phoneNumber : null };
  };
}

const compared: CitizenFragment = {
  name: 'Compared',
  text: readFileSync(new URL('../../schema/comparison.graphql', import.meta.url), 'utf8'),
};
