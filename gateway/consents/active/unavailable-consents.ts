import type { ActiveConsents } from './active-consents.ts';

/** Without a database there are no consents, and nothing is open by any. */
export const unavailableConsents: ActiveConsents = {
  open: () => ({ find: () => undefined, of: () => 'unavailable', version: 0, close: () => {} }),
  whenEverywhere: async () => {},
  close: async () => {},
};
