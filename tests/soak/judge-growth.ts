/** What the gateway held in one minute. */
export interface Minute {
  readonly answered: number;
  /** Requests that it turned away because it was busy. */
  readonly turnedAway: number;
  /** The median of what was resident, in MB (10⁶ bytes). */
  readonly memoryMb: number;
  readonly openFiles: number;
}

/** Caches fill and code is compiled in the beginning. */
export const WARM_UP_MINUTES = 2;

const MAX_GROWTH = 1.1;

/**
 * Compares the last third of the minutes after the warm-up with the first, each by its median: a machine that was busy
 * with something else for a minute makes no difference.
 * @param spareFiles  how many open files more are none that were left
 * @returns what is wrong, if anything is
 */
export function judgeGrowth(held: readonly Minute[], spareFiles: number): string | undefined {
  const measured = held.slice(WARM_UP_MINUTES);
  const third = Math.ceil(measured.length / 3);
  const [first, last] = [measured.slice(0, third), measured.slice(-third)];
  if (measured.length === 0) return 'Nothing was measured.';
  const starved = held.findIndex(({ answered }) => answered === 0);
  if (starved >= 0) return `Nobody was answered in minute ${starved + 1}.`;
  const growth = (what: 'memoryMb' | 'openFiles') => [medianOf(first, what), medianOf(last, what)] as const;
  const [memoryBefore, memory] = growth('memoryMb');
  if (memory > memoryBefore * MAX_GROWTH) return 'The gateway holds more and more memory.';
  const [filesBefore, files] = growth('openFiles');
  if (files > filesBefore + spareFiles) return 'The gateway leaves connections open.';
  return undefined;
}

function medianOf(minutes: readonly Minute[], what: 'memoryMb' | 'openFiles'): number {
  const sorted = minutes.map((minute) => minute[what]).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
