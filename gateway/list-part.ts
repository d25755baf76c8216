import { CodedError } from '../schema/coded-error.ts';
import { isUuid } from './uuid-v7.ts';

/** Which part of a list is asked for. */
export interface ListPart {
  /** At most so many. */
  readonly first: number;
  /** `next` of the part before. */
  readonly after?: string | null;
}

/** The most that one part may have. */
const MAX_FIRST = 100;

/**
 * @param isCursor  whether a text can have been the `next` of this list; by default an id that is a UUID
 * @throws VALUE_INVALID when `first` is not from 1 to 100, or `after` no cursor
 */
export function checkPart({ first, after }: ListPart, isCursor: (text: string) => boolean = isUuid): void {
  if (first < 1 || first > MAX_FIRST) {
    throw new CodedError('VALUE_INVALID', { value: 'first', expected: `from 1 to ${MAX_FIRST}` });
  }
  if (after && !isCursor(after)) {
    throw new CodedError('VALUE_INVALID', { value: 'after', expected: 'what next of the part before was' });
  }
}

/**
 * Cuts a part off what was read for it.
 * @param rows  one more than are asked for, where there are more
 * @returns     `next`: where the next part begins; null where there is none
 */
export function cutPart<Row extends { readonly id: string }>(
  rows: readonly Row[],
  { first }: Pick<ListPart, 'first'>,
): { readonly part: readonly Row[]; readonly next: string | null } {
  const part = rows.slice(0, first);
  return { part, next: rows.length > first ? (part.at(-1)?.id ?? null) : null };
}
