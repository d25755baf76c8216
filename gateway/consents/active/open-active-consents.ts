import { CompiledQuery } from 'kysely';
import { type GatewayDatabase, openGatewayDatabase } from '../../database/gateway-database.ts';
import type { Log } from '../../log.ts';
import type { ActiveConsents } from './active-consents.ts';
import { ChangeFollower } from './change-follower.ts';
import { ConsentLookUps } from './consent-look-ups.ts';
import { KeptConsentView } from './consent-view.ts';
import { Everywhere } from './everywhere.ts';
import { KnownConsents } from './known-consents.ts';
import { createPostgresBoard } from './postgres-board.ts';
import { createReadConsents, type RunStatement } from './postgres-consents.ts';
import { createPostgresSeats } from './postgres-seat.ts';
import { Trust } from './trust.ts';
import { unavailableConsents } from './unavailable-consents.ts';

/**
 * Keeps the consents that are asked for in memory, and current. Connects in the background: until then, and whenever the
 * database is away, nothing is open by consent.
 * @param url  of the primary server, not of a replica
 */
export function openActiveConsents(url: string | undefined, log: Log): ActiveConsents {
  if (url === undefined) {
    log.warn('without GATEWAY_DATABASE_URL nothing is open by consent');
    return unavailableConsents;
  }
  // A pool of its own: what waits for a slow statement of another kind must not make answers wait.
  const database = openGatewayDatabase(url, log);
  const run = runOver(database);
  const trust = new Trust();
  const known = new KnownConsents();
  const follower = new ChangeFollower(createPostgresSeats(url), known, trust, log);
  const lookUps = new ConsentLookUps(known, createReadConsents(run), log);
  const everywhere = new Everywhere(createPostgresBoard(run));
  return {
    open: () => new KeptConsentView({ known, trust, follower, lookUps }),
    whenEverywhere() {
      follower.wake();
      return everywhere.wait();
    },
    async close() {
      await follower.close();
      await database.destroy();
    },
  };
}

function runOver(database: GatewayDatabase): RunStatement {
  return async <Row extends object>(text: string, values: readonly unknown[]) =>
    (await database.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows;
}
