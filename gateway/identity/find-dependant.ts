import { readFileSync } from 'node:fs';
import { isObject, type JsonObject } from '../fetch/json.ts';
import type { ExecutionContext } from '../plan/execution.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import type { Identity } from './identity.ts';
import { checkAnswered, identityFragment, readIdentity } from './identity-fields.ts';

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
export function createFindDependant({ compileCompletion }: Supergraph): FindDependant | undefined {
  const complete = compileCompletion(operation);
  if (!complete) return undefined;
  return async (personalId, context) => {
    const subject: JsonObject = { __typename: 'Citizen', personalId };
    const outcome = await complete({ subject }, context);
    checkAnswered(outcome);
    const identity = outcome.failures.has(subject) ? undefined : readIdentity(personalId, subject);
    if (!identity) return undefined;
    const { supersededBy } = subject;
    const person = identity.isSuperseded && isObject(supersededBy) ? supersededBy : subject;
    return { ...identity, guardians: readGuardians(person['relatives']) };
  };
}

/** `subject` stands in the gateway's own subgraph, out of the callers' sight. */
const operation = `
  { subject { ...Identity ...Guardians } }
  ${identityFragment}
  ${readFileSync(new URL('../../schema/guardians.graphql', import.meta.url), 'utf8')}
`;

const guardianRelations: ReadonlySet<unknown> = new Set(['FATHER', 'MOTHER', 'LEGAL_REPRESENTATIVE']);

function readGuardians(relatives: unknown): string[] {
  if (!Array.isArray(relatives)) return [];
  return relatives.flatMap((relative: unknown) => {
    if (!isObject(relative) || !guardianRelations.has(relative['relation'])) return [];
    const { citizen } = relative;
    return isObject(citizen) && typeof citizen['personalId'] === 'string' ? [citizen['personalId']] : [];
  });
}
