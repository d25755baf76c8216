import { readFileSync } from 'node:fs';
import { isObject, type JsonObject } from '../fetch/json.ts';
import type { ExecutionContext } from '../plan/execution.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import { checkAnswered, identityFragment, readIdentity } from './identity-fields.ts';

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
export function createFindRecordedItems({ compileCompletion }: Supergraph): FindRecordedItems | undefined {
  const complete = compileCompletion(operation);
  if (!complete) return undefined;
  return async (personalId, context) => {
    const subject: JsonObject = { __typename: 'Citizen', personalId };
    const outcome = await complete({ subject }, context);
    checkAnswered(outcome);
    const identity = outcome.failures.has(subject) ? undefined : readIdentity(personalId, subject);
    if (!identity) return undefined;
    const { supersededBy } = subject;
    const { phoneNumber } = identity.isSuperseded && isObject(supersededBy) ? supersededBy : subject;
    return { ...identity, phoneNumber: typeof phoneNumber === 'string' ? phoneNumber : null };
  };
}

/** `subject` stands in the gateway's own subgraph, out of the callers' sight. */
const operation = `
  { subject { ...Identity ...Compared } }
  ${identityFragment}
  ${readFileSync(new URL('../../schema/comparison.graphql', import.meta.url), 'utf8')}
`;
