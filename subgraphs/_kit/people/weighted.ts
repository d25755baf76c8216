import type { Random } from './random.ts';

/**
 * Prepares a draw in which each item comes up in proportion to its weight.
 * @param items  at least one with a weight above 0; the weights need not add up to anything
 */
export function weighted<T>(items: Iterable<readonly [item: T, weight: number]>): (random: Random) => T {
  const all: T[] = [];
  const ends: number[] = [];
  let total = 0;
  for (const [item, weight] of items) {
    if (weight <= 0) continue;
    total += weight;
    all.push(item);
    ends.push(total);
  }
  if (all.length === 0) throw new RangeError('Cannot draw: no item has a weight above 0');
  return (random) => all[firstAbove(ends, random.next() * total)] as T;
}

/** Index of the first of the rising numbers that is above `value`; the last index when rounding leaves none. */
function firstAbove(rising: readonly number[], value: number): number {
  let low = 0;
  let high = rising.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
