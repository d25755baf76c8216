import { LRUCache } from 'lru-cache';
import type { AskedQuestions } from './asked-questions.ts';

/** Keeps questions in this process alone, until it ends. */
export function createMemoryQuestions(now: () => Date = () => new Date()): AskedQuestions {
  const asked = new LRUCache<string, Set<string>>({ max: MAX_ASKERS });
  return {
    async add(asker, digest, maxQuestions) {
      const key = `${now().toISOString().slice(0, 10)} ${asker}`;
      const digests = asked.get(key) ?? new Set();
      if (!digests.has(digest) && digests.size >= maxQuestions) return false;
      asked.set(key, digests.add(digest));
      return true;
    },
  };
}

/** So many are kept in mind. */
const MAX_ASKERS = 10_000;
