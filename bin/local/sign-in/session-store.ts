import { LRUCache } from 'lru-cache';
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

/** What one machine's users need at once, many times over. The oldest go first. */
const MAX_ENTRIES = 5_000;

/** Keeps sessions, codes and grants in memory, so they end with the process. Signed tokens are kept nowhere. */
export function createSessionStore(): AdapterFactory {
  const entries = new LRUCache<string, AdapterPayload>({ max: MAX_ENTRIES });
  const keep = (key: string, payload: AdapterPayload, seconds: number | undefined) =>
    void entries.set(key, payload, seconds === undefined ? {} : { ttl: seconds * 1_000 });

  return (model: string): Adapter => ({
    upsert: async (id, payload, seconds) => {
      keep(`${model}:${id}`, payload, seconds);
      if (payload.uid !== undefined) keep(`${model} of ${payload.uid}`, payload, seconds);
    },
    find: async (id) => entries.get(`${model}:${id}`),
    findByUid: async (uid) => entries.get(`${model} of ${uid}`),
    // Only devices have user codes, and no client of ours is one.
    findByUserCode: async () => undefined,
    consume: async (id) => {
      const payload = entries.get(`${model}:${id}`);
      if (payload) payload['consumed'] = Math.floor(Date.now() / 1_000);
    },
    destroy: async (id) => {
      const payload = entries.get(`${model}:${id}`);
      entries.delete(`${model}:${id}`);
      if (payload?.uid !== undefined) entries.delete(`${model} of ${payload.uid}`);
    },
    revokeByGrantId: async (grantId) => {
      for (const [key, payload] of entries) if (payload.grantId === grantId) entries.delete(key);
    },
  });
}
