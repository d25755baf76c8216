import { databaseDirectory } from '../../../gateway/database/gateway-database.ts';
import { migrate } from '../../../postgres/migrate.ts';
import { describeDatabase, provision } from '../../../postgres/provision.ts';
import type { TestPostgres } from '../../support/postgres.ts';

/**
 * Makes the gateway's own database on a server.
 * @returns the value of `GATEWAY_DATABASE_URL`
 */
export async function makeGatewayDatabase(postgres: TestPostgres): Promise<string> {
  const description = describeDatabase('gateway', 'password', { appWrites: true });
  const { database, migrator, app } = description;
  await provision(postgres.adminUrl, description);
  await migrate(databaseDirectory, postgres.urlOf(database, migrator.role));
  return postgres.urlOf(database, app.role);
}
