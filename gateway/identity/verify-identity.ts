import { CodedError } from '../../schema/coded-error.ts';
import type { ServedPurpose } from '../disclosure/served-purposes.ts';
import type { RequestContext } from '../request/request-context.ts';
import { type ComparedItem, comparedItems, type RecordedItems } from './find-recorded-items.ts';
import { normaliseName } from './normalise-name.ts';

/** What a caller states about a citizen. */
export type StatedItems = { readonly personalId: string } & Readonly<Partial<Record<ComparedItem, string | null>>>;

export type ItemVerification = 'MATCH' | 'MISMATCH' | 'NOT_RECORDED';

/** How each item that was stated compares with what is on record. */
export type IdentityVerification = Readonly<Partial<Record<ComparedItem, ItemVerification>>>;

/**
 * Compares what a caller states with what is on record. Where neither name nor date of birth is right nothing is: a number
 * that nobody bears, a protected citizen and a citizen who is not known to the caller are told alike.
 * @param purpose  undefined where anyone may ask
 * @throws VERIFICATION_INCOMPLETE, VERIFICATION_NOT_IN_PURPOSE, IDENTITY_LOCKED, IDENTITY_UNAVAILABLE
 */
export async function verifyIdentity(
  stated: StatedItems,
  purpose: ServedPurpose | undefined,
  context: RequestContext,
): Promise<IdentityVerification> {
  const { caller, findRecordedItems, guard } = context;
  const items = comparedItems.filter((item) => stated[item]);
  if (!anchors.some((item) => items.includes(item))) throw new CodedError('VERIFICATION_INCOMPLETE');
  const closed = purpose && items.find((item) => !purpose.fields.compares.has(`Citizen.${item}`));
  if (closed) throw new CodedError('VERIFICATION_NOT_IN_PURPOSE', { purpose: purpose.code, item: closed });
  if (!findRecordedItems) throw new CodedError('IDENTITY_UNAVAILABLE');
  const look = async () => {
    const recorded = await findRecordedItems(stated.personalId, context);
    const isShown = recorded && !(caller && recorded.isProtected);
    const result = compareAll(items, stated, isShown ? recorded : undefined);
    return { result, agrees: !anchors.some((item) => result[item] === 'MISMATCH') };
  };
  return caller ? await guard.attempt(caller, look) : (await look()).result;
}

/** Who knows one of them knows the citizen. Sex is soon guessed, and that no phone number is recorded tells of somebody. */
const anchors: readonly ComparedItem[] = ['fullName', 'dateOfBirth'];

function compareAll(
  items: readonly ComparedItem[],
  stated: StatedItems,
  recorded: RecordedItems | undefined,
): IdentityVerification {
  const compared = items.map((item) => [item, compare(item, stated[item] ?? '', recorded?.[item] ?? null)] as const);
  const isKnown = compared.some(([item, verification]) => anchors.includes(item) && verification === 'MATCH');
  return Object.fromEntries(isKnown ? compared : items.map((item) => [item, 'MISMATCH']));
}

function compare(item: ComparedItem, stated: string, recorded: string | null): ItemVerification {
  if (recorded === null) return 'NOT_RECORDED';
  const isEqual = item === 'fullName' ? normaliseName(stated) === normaliseName(recorded) : stated === recorded;
  return isEqual ? 'MATCH' : 'MISMATCH';
}
