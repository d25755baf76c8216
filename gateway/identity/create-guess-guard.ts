import type { Config } from '../config.ts';
import type { GatewayDatabase } from '../database/gateway-database.ts';
import type { Log } from '../log.ts';
import { GuessGuard } from './guess-guard.ts';
import { createMemoryMismatches } from './memory-mismatches.ts';
import { createPostgresMismatches } from './postgres-mismatches.ts';

export type GuessConfig = Pick<
  Config,
  | 'identityMaxMismatches'
  | 'identityMaxClientMismatches'
  | 'identityWindowSeconds'
  | 'identityLockSeconds'
  | 'identityDelayMs'
  | 'allowAnonymous'
>;

/** @param database  undefined to count in this process alone */
export function createGuessGuard(database: GatewayDatabase | undefined, config: GuessConfig, log: Log): GuessGuard {
  const periods = { windowMs: config.identityWindowSeconds * 1000, lockMs: config.identityLockSeconds * 1000 };
  if (!database && !config.allowAnonymous) {
    log.warn('without GATEWAY_DATABASE_URL mismatches are counted in this process alone');
  }
  const counter = database ? createPostgresMismatches(database, periods) : createMemoryMismatches(periods);
  const limits = {
    personAllowed: config.identityMaxMismatches,
    clientAllowed: config.identityMaxClientMismatches,
    firstDelayMs: config.identityDelayMs,
  };
  return new GuessGuard(counter, limits, log);
}
