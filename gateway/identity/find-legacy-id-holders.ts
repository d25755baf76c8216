import { CodedError } from '../../schema/coded-error.ts';
import { isObject, type JsonObject } from '../fetch/json.ts';
import type { ExecutionContext } from '../plan/execution.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import type { Identity } from './identity.ts';
import { checkAnswered, identityFragment, readIdentity } from './identity-fields.ts';

/**
 * Finds out who is on record with a well-formed number of 9 digits.
 * @param context  goes with the fetch
 * @returns        each of them once, under the number in use; empty when nobody is
 * @throws         IDENTITY_UNAVAILABLE when no source can tell just now
 */
export type FindLegacyIdHolders = (number: string, context: ExecutionContext) => Promise<readonly Identity[]>;

/**
 * Asks whichever ministry resolves `LegacyIdHolders`. A look-up is one fetch, and shares calls with those of other
 * requests.
 * @returns undefined when the supergraph has no such fields
 */
export function createFindLegacyIdHolders({ compileCompletion }: Supergraph): FindLegacyIdHolders | undefined {
  const complete = compileCompletion(operation);
  if (!complete) return undefined;
  return async (number, context) => {
    const legacyIdHolders: JsonObject = { __typename: 'LegacyIdHolders', number };
    const outcome = await complete({ legacyIdHolders }, context);
    checkAnswered(outcome);
    if (outcome.failures.has(legacyIdHolders)) return [];
    const { citizens } = legacyIdHolders;
    if (!Array.isArray(citizens)) throw new CodedError('IDENTITY_UNAVAILABLE');
    const holders = citizens
      .filter(isObject)
      .flatMap((citizen) => readIdentity(String(citizen['personalId']), citizen) ?? []);
    return [...new Map(holders.map((holder) => [holder.personalId, holder])).values()];
  };
}

/** `legacyIdHolders` stands in the gateway's own subgraph, out of the callers' sight. */
const operation = `
  { legacyIdHolders { citizens { personalId ...Identity } } }
  ${identityFragment}
`;
