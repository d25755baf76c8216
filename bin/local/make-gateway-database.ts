import { databaseDirectory } from '../../gateway/database/gateway-database.ts';
import { migrate } from '../../postgres/migrate.ts';
import { describeDatabase, provision } from '../../postgres/provision.ts';
import { CommandError } from './command-error.ts';
import type { LocalPostgres } from './postgres/open-local-postgres.ts';

/**
 * Gives the gateway a database of its own on the server. What is there stays.
 * @returns the URL of the login that may write
 * @throws  CommandError when there are tables of another version
 */
export async function makeGatewayDatabase(postgres: LocalPostgres): Promise<string> {
  const description = describeDatabase('gateway', postgres.passwordFor('gateway'), { appWrites: true });
  const { database, migrator, app } = description;
  await provision(postgres.adminUrl, description);
  await migrate(databaseDirectory, postgres.urlOf(database, migrator)).catch((error: Error) => {
    throw new CommandError(`${error.message}. Start with --fresh to rebuild the data.`);
  });
  return postgres.urlOf(database, app);
}
