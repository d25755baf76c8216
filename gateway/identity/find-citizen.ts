import { isObject, type JsonObject } from '../fetch/json.ts';
import type { ExecutionContext } from '../plan/execution.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import type { Identity } from './identity.ts';
import { checkAnswered, identityFragment, readIdentity } from './identity-fields.ts';

/** Who bears a number, and what else was asked for. */
export interface FoundCitizen {
  readonly identity: Identity;
  /** The citizen's fields: under the number in use, where another one was asked for. */
  readonly fields: JsonObject;
}

/**
 * Finds who bears a well-formed personal ID.
 * @param context  goes with the fetch
 * @returns        undefined when nobody does
 * @throws         IDENTITY_UNAVAILABLE when no source can tell just now
 */
export type FindCitizen = (personalId: string, context: ExecutionContext) => Promise<FoundCitizen | undefined>;

/** A fragment on `Citizen` for the gateway's own operations. */
export interface CitizenFragment {
  readonly name: string;
  readonly text: string;
}

/**
 * Asks for the fields that `schema/identity.graphql` names: a number of which all of them are null is nobody's. A look-up
 * is one fetch, and shares calls with those of other requests.
 * @param more  what is asked for beside them
 * @returns     undefined when the supergraph does not have these fields
 */
export function createFindCitizen({ compileCompletion }: Supergraph, more?: CitizenFragment): FindCitizen | undefined {
  const complete = compileCompletion(writeOperation(more));
  if (!complete) return undefined;
  return async (personalId, context) => {
    const subject: JsonObject = { __typename: 'Citizen', personalId };
    const outcome = await complete({ subject }, context);
    checkAnswered(outcome);
    const identity = outcome.failures.has(subject) ? undefined : readIdentity(personalId, subject);
    if (!identity) return undefined;
    const { supersededBy } = subject;
    return { identity, fields: identity.isSuperseded && isObject(supersededBy) ? supersededBy : subject };
  };
}

/** `subject` stands in the gateway's own subgraph, out of the callers' sight. */
function writeOperation(more: CitizenFragment | undefined): string {
  return `
    { subject { ...Identity ${more ? `...${more.name}` : ''} } }
    ${identityFragment}
    ${more?.text ?? ''}
  `;
}
