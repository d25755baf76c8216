import { migrate } from '../../postgres/migrate.ts';
import { describeDatabase, type OwnedDatabase, provision } from '../../postgres/provision.ts';
import type { Ministry } from '../../subgraphs/_kit/ministry.ts';
import { seedMinistry } from '../../subgraphs/_kit/seeding/seed-ministry.ts';
import type { TestPostgres } from '../support/postgres.ts';

/** So many citizens are made up for the contract tests, the planted ones among them. */
export const CITIZENS = 300;

export interface SubjectDatabase extends OwnedDatabase {
  readonly appUrl: string;
  readonly migratorUrl: string;
}

/** Makes, migrates and seeds a ministry's database. `suffix` names another one beside it, under the same roles. */
export async function openSubject(
  postgres: TestPostgres,
  ministry: Ministry,
  suffix = '',
  citizens = CITIZENS,
): Promise<SubjectDatabase> {
  const roles = describeDatabase(ministry.name, 'password');
  const database = roles.database + suffix;
  await provision(postgres.adminUrl, { ...roles, database });
  const migratorUrl = postgres.urlOf(database, roles.migrator.role);
  await migrate(ministry.directory, migratorUrl);
  await seedMinistry(ministry, migratorUrl, { citizens });
  return { ...roles, database, migratorUrl, appUrl: postgres.urlOf(database, roles.app.role) };
}
