import type { FastifyInstance } from 'fastify';

export interface RequestsInFlight {
  /** How many are being answered. */
  count(): number;
  /** Resolves when no request is being answered. */
  whenNone(): Promise<void>;
}

/**
 * Follows the requests that a server answers. Its connections do not tell: one that was opened in advance and never
 * used counts as busy for a minute.
 */
export function followRequests(server: FastifyInstance): RequestsInFlight {
  let count = 0;
  let onNone = (): void => {};
  server.addHook('onRequest', (_request, { raw }, done) => {
    count += 1;
    raw.once('close', () => {
      count -= 1;
      if (count === 0) onNone();
    });
    done();
  });
  return {
    count: () => count,
    whenNone: () =>
      new Promise((resolve) => {
        if (count === 0) resolve();
        else onNone = resolve;
      }),
  };
}
