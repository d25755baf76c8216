import { databaseDirectory } from '../../../gateway/database/gateway-database.ts';
import { migrate } from '../../../postgres/migrate.ts';
import { describeDatabase, provision } from '../../../postgres/provision.ts';
import type { TestPostgres } from '../../support/postgres.ts';

const description = describeDatabase('gateway', 'password', { appWrites: true });

/**
 * Makes the gateway's own database on a server.
 * @returns the value of `GATEWAY_DATABASE_URL`
 */
export async function makeGatewayDatabase(postgres: TestPostgres): Promise<string> {
  const { database, app } = description;
  await provision(postgres.adminUrl, description);
  await migrate(databaseDirectory, ownerUrlOf(postgres));
  return postgres.urlOf(database, app.role);
}

/** The login that owns the tables of the gateway's database. */
export function ownerUrlOf(postgres: TestPostgres): string {
  return postgres.urlOf(description.database, description.migrator.role);
}
