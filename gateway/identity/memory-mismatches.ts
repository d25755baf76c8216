import { LRUCache } from 'lru-cache';
import type { MismatchCounter, MismatchPeriods } from './mismatch-counter.ts';

/** The most guessers that are remembered. */
const MAX_GUESSERS = 100_000;

/** Counts in this process alone, for a gateway without a database. */
export function createMemoryMismatches({ windowMs, lockMs }: MismatchPeriods): MismatchCounter {
  const known = new LRUCache<string, { mismatches: number; endsAt: number; isLocked: boolean }>({
    // With `max` it would take 2.8 MB at once, for all guessers there may be.
    maxSize: MAX_GUESSERS,
    sizeCalculation: () => 1,
  });

  return {
    async count(guessers) {
      const now = performance.now();
      return guessers.map(({ name, allowed }) => {
        const before = known.get(name);
        const isRemembered = before !== undefined && before.endsAt > now;
        const mismatches = isRemembered ? before.mismatches + 1 : 1;
        const isFirst = mismatches === allowed;
        const endsAt = isFirst ? now + lockMs : isRemembered ? before.endsAt : now + windowMs;
        known.set(name, { mismatches, endsAt, isLocked: mismatches >= allowed });
        return { mismatches, endsInMs: endsAt - now };
      });
    },

    async readLocks() {
      const now = performance.now();
      const locked = [...known].filter(([, { isLocked, endsAt }]) => isLocked && endsAt > now);
      return new Map(locked.map(([name, { endsAt }]) => [name, endsAt - now]));
    },
  };
}
