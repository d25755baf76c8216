import { CodedError } from '../../schema/coded-error.ts';
import type { RequestContext } from '../request/request-context.ts';
import { agrees, type CitizenReference, notify } from './identify.ts';

/** How a caller names a citizen who has only the number of an old card at hand. */
export interface LegacyNamedCitizen {
  /** 9 digits. */
  readonly number: string;
  readonly fullName: string;
  readonly dateOfBirth: string;
}

/**
 * Finds the citizen whom a caller names by a number of 9 digits, who may. Where the number was given twice, name and
 * date of birth decide; one about whom nothing may be told is passed over, as if the number were not theirs.
 * @throws IDENTITY_MISMATCH   the same whether the number is nobody's, name or date of birth are another's, or nothing may
 *         be told about the citizen
 * @throws IDENTITY_AMBIGUOUS  when name and date of birth are those of two who hold the number. That is no guess: all
 *         that was stated is so
 * @throws IDENTITY_INCOMPLETE, IDENTITY_LOCKED, IDENTITY_UNAVAILABLE
 */
export async function identifyByLegacyId(
  named: LegacyNamedCitizen,
  context: RequestContext,
): Promise<CitizenReference> {
  const { caller, findLegacyIdHolders, guard } = context;
  if (!named.fullName) throw new CodedError('IDENTITY_INCOMPLETE');
  if (!findLegacyIdHolders) throw new CodedError('IDENTITY_UNAVAILABLE');
  const look = async () => {
    const holders = await findLegacyIdHolders(named.number, context);
    const result = holders.filter((holder) => !(caller && holder.isProtected) && agrees(holder, named));
    return { result, agrees: result.length > 0 };
  };
  const [identity, another] = caller ? await guard.attempt(caller, look) : (await look()).result;
  if (!identity) throw new CodedError('IDENTITY_MISMATCH');
  if (another) throw new CodedError('IDENTITY_AMBIGUOUS');
  return notify(named.number, identity, context);
}
