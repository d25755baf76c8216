import type { JsonObject } from '../fetch/json.ts';
import type { ExecutionContext } from '../plan/execution.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import type { Identity } from './identity.ts';
import { checkAnswered, identityFragment, readIdentity } from './identity-fields.ts';

/**
 * Finds out who bears a well-formed personal ID.
 * @param context  goes with the fetch
 * @returns        undefined when nobody does
 * @throws         IDENTITY_UNAVAILABLE when no source can tell just now
 */
export type FindIdentity = (personalId: string, context: ExecutionContext) => Promise<Identity | undefined>;

/**
 * Asks for the fields that `schema/identity.graphql` names: a number of which all of them are null is nobody's. A look-up
 * is one fetch, and shares calls with those of other requests.
 * @returns undefined when the supergraph does not have these fields
 */
export function createFindIdentity({ compileCompletion }: Supergraph): FindIdentity | undefined {
  const complete = compileCompletion(operation);
  if (!complete) return undefined;
  return async (personalId, context) => {
    const subject: JsonObject = { __typename: 'Citizen', personalId };
    const outcome = await complete({ subject }, context);
    checkAnswered(outcome);
    return outcome.failures.has(subject) ? undefined : readIdentity(personalId, subject);
  };
}

/** `subject` stands in the gateway's own subgraph, out of the callers' sight. */
const operation = `
  { subject { ...Identity } }
  ${identityFragment}
`;
