/** All ways to take one of each list. */
export function combine<T>(lists: readonly (readonly T[])[]): (readonly T[])[] {
  let combinations: (readonly T[])[] = [[]];
  for (const list of lists) combinations = combinations.flatMap((taken) => list.map((one) => [...taken, one]));
  return combinations;
}

/** All ways to divide the members into blocks, those with the most blocks first. None has no way. */
export function partitions<T>(members: readonly T[]): readonly (readonly (readonly T[])[])[] {
  let found: (readonly (readonly T[])[])[] = [[]];
  for (const member of members) {
    found = found.flatMap((blocks) => [
      [...blocks, [member]],
      ...blocks.map((block, i) => blocks.with(i, [...block, member])),
    ]);
  }
  return members.length === 0 ? [] : found.toSorted((a, b) => b.length - a.length);
}
