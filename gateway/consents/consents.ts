import type { GatewayDatabase } from '../database/gateway-database.ts';
import type { SigningKeys } from '../fetch/signing/signing-keys.ts';
import type { Log } from '../log.ts';
import type { ActiveConsents } from './active/active-consents.ts';
import { ConsentLists } from './consent-lists.ts';
import { ConsentStore } from './consent-store.ts';
import { Receipts } from './receipts.ts';
import { Representations } from './representations.ts';
import { createRunOnStore } from './run-on-store.ts';

/** What the gateway holds of consents, for all requests. */
export interface Consents {
  readonly store: ConsentStore;
  readonly lists: ConsentLists;
  readonly representations: Representations;
  readonly receipts: Receipts;
  /** In years: below it a guardian consents. */
  readonly ageOfConsent: number;
  /** Resolves when no process can still tell something by what consents were before. */
  readonly whenEverywhere: () => Promise<void>;
}

export interface ConsentsOptions {
  readonly ageOfConsent: number;
  readonly signingKeys: Pick<SigningKeys, 'current'> | undefined;
  readonly activeConsents: Pick<ActiveConsents, 'whenEverywhere'>;
  readonly log: Log;
}

export function createConsents(
  database: GatewayDatabase,
  { ageOfConsent, signingKeys, activeConsents, log }: ConsentsOptions,
): Consents {
  const run = createRunOnStore(log);
  return {
    store: new ConsentStore(database, run),
    lists: new ConsentLists(database, run),
    representations: new Representations(database, run),
    receipts: new Receipts(database, run, signingKeys),
    ageOfConsent,
    whenEverywhere: () => activeConsents.whenEverywhere(),
  };
}
