import pg from 'pg';
import { migrate } from '../../subgraphs/_kit/database/migrate.ts';
import { describeMinistryDatabase, type MinistryDatabase, provision } from '../../subgraphs/_kit/database/provision.ts';
import type { Ministry } from '../../subgraphs/_kit/ministry.ts';
import { findDataSet } from '../../subgraphs/_kit/seeding/data-set.ts';
import { seedMinistry } from '../../subgraphs/_kit/seeding/seed-ministry.ts';
import { CommandError } from './command-error.ts';
import type { LocalPostgres } from './postgres/open-local-postgres.ts';
import { showSeedProgress } from './seed-progress.ts';

/** How many citizens there are unless told. */
export const DEFAULT_CITIZENS = 10_000;

/**
 * Gives each ministry a database of its own on the server, with its tables and made-up people. What is there stays.
 * @param citizens  how many made-up people; as many as there are, or DEFAULT_CITIZENS, when undefined
 * @returns         the URL of the login that may read, by ministry
 * @throws          CommandError when there are people of another number, or tables of another version
 */
export async function fillDatabases(
  postgres: LocalPostgres,
  ministries: readonly Ministry[],
  citizens: number | undefined,
): Promise<Map<string, string>> {
  const databases = ministries.map((ministry) => describe(postgres, ministry));
  for (const { ministry, database, migratorUrl } of databases) {
    await provision(postgres.adminUrl, database);
    await migrate(ministry.directory, migratorUrl).catch((error: Error) => {
      throw new CommandError(`${error.message}. Start with --fresh to rebuild the data.`);
    });
  }
  await seed(databases, citizens);
  return new Map(databases.map(({ ministry, appUrl }) => [ministry.name, appUrl]));
}

interface LocalDatabase {
  readonly ministry: Ministry;
  readonly database: MinistryDatabase;
  readonly migratorUrl: string;
  readonly appUrl: string;
}

function describe(postgres: LocalPostgres, ministry: Ministry): LocalDatabase {
  const database = describeMinistryDatabase(ministry.name, postgres.passwordFor(ministry.name));
  return {
    ministry,
    database,
    migratorUrl: postgres.urlOf(database.database, database.migrator),
    appUrl: postgres.urlOf(database.database, database.app),
  };
}

/** Fills what is empty, a few at a time. */
async function seed(databases: readonly LocalDatabase[], wanted: number | undefined): Promise<void> {
  const found = await Promise.all(databases.map(({ migratorUrl }) => countCitizens(migratorUrl)));
  const empty = databases.filter((_, i) => found[i] === undefined);
  const existing = found.find((citizens) => citizens !== undefined);
  const citizens = wanted ?? existing ?? DEFAULT_CITIZENS;
  if (existing !== undefined && existing !== citizens) {
    throw new CommandError(
      `The data holds ${existing} citizens, not ${citizens}. Start with --fresh to rebuild it, or with --citizens ${existing}.`,
    );
  }
  if (empty.length === 0) return;

  const progress = showSeedProgress(
    empty.map(({ ministry }) => ministry.name),
    citizens,
  );
  const waiting = [...empty];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const bar = progress.begin(next.ministry.name);
      await seedMinistry(next.ministry, next.migratorUrl, { citizens, onProgress: bar.update });
      bar.done();
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work)).finally(progress.end);
}

/** Ministries that are filled at once. */
const CONCURRENCY = 2;

async function countCitizens(url: string): Promise<number | undefined> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await findDataSet(client))?.citizens;
  } finally {
    await client.end();
  }
}
