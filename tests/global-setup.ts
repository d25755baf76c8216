import { makeGatewayDatabase } from './gateway/support/gateway-database.ts';
import { openTestPostgres, type TestPostgres } from './support/postgres.ts';
import { shareServer } from './support/shared-server.ts';

declare global {
  /** The server that all tests share; Jest keeps it for the teardown. */
  var sharedPostgres: TestPostgres | undefined;
}

/** Once before all tests: a server whose database of the gateway is copied for each gateway that a test starts. */
export default async function setUp(): Promise<void> {
  const postgres = await openTestPostgres();
  globalThis.sharedPostgres = postgres;
  await makeGatewayDatabase(postgres);
  shareServer(postgres);
}
