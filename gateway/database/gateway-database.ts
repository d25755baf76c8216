import type { Generated, Kysely } from 'kysely';
import { openDatabase } from '../../postgres/open-database.ts';
import { errorCode } from '../error-code.ts';
import type { Log } from '../log.ts';

/** The tables of `migrations/`, as Kysely knows them: what all processes of the gateway share. */
export interface GatewayTables {
  identity_mismatch: { guesser: string; mismatches: Generated<number>; allowed: number; ends_at: string };
}

export type GatewayDatabase = Kysely<GatewayTables>;

/** The folder that holds `migrations/`. */
export const databaseDirectory: string = import.meta.dirname;

/** Opens a pool over the gateway's own database. Nothing is connected until the first statement. */
export function openGatewayDatabase(url: string, log: Log): GatewayDatabase {
  return openDatabase<GatewayTables>(url, {
    onConnectionLost: (error) => log.warn({ code: errorCode(error) }, 'a connection to the gateway’s database broke'),
  });
}
