import { databaseDirectory } from '../../gateway/database/gateway-database.ts';
import { migrate } from '../../postgres/migrate.ts';
import { describeDatabase, type OwnedDatabase, provision } from '../../postgres/provision.ts';
import { CommandError } from './command-error.ts';
import type { LocalServer } from './postgres/local-server.ts';

/** The gateway's database and its logins on a server. */
export function describeGatewayDatabase({ passwordFor }: LocalServer): OwnedDatabase {
  return describeDatabase('gateway', passwordFor('gateway'), { appWrites: true });
}

/**
 * Gives the gateway a database of its own on the server. What is there stays.
 * @returns the URL of the login that may write
 * @throws  CommandError when there are tables of another version
 */
export async function makeGatewayDatabase(postgres: LocalServer): Promise<string> {
  const description = describeGatewayDatabase(postgres);
  const { database, migrator, app } = description;
  await provision(postgres.adminUrl, description);
  await migrate(databaseDirectory, postgres.urlOf(database, migrator)).catch((error: Error) => {
    throw new CommandError(`${error.message}. Start with --fresh to rebuild the data.`);
  });
  return postgres.urlOf(database, app);
}
