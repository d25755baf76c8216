import pg from 'pg';
import { migrate } from '../../postgres/migrate.ts';
import { describeDatabase, type OwnedDatabase, provision } from '../../postgres/provision.ts';
import type { Ministry } from '../../subgraphs/_kit/ministry.ts';
import { DATA_AS_OF } from '../../subgraphs/_kit/people/person.ts';
import { type DataSet, findDataSet } from '../../subgraphs/_kit/seeding/data-set.ts';
import { seedMinistry } from '../../subgraphs/_kit/seeding/seed-ministry.ts';
import { DEFAULT_CITIZENS } from './citizens-option.ts';
import { CommandError } from './command-error.ts';
import type { LocalPostgres } from './postgres/open-local-postgres.ts';
import { showSeedProgress } from './seed-progress.ts';

/**
 * Gives each ministry a database of its own on the server, with its tables and made-up people. What is there stays.
 * @param citizens  how many made-up people; as many as there are, or DEFAULT_CITIZENS, when undefined
 * @returns         the URL of the login that may read, by ministry, and how many people there are
 * @throws          CommandError when there are people of another number, or tables of another version
 */
export async function fillDatabases(
  postgres: LocalPostgres,
  ministries: readonly Ministry[],
  citizens: number | undefined,
): Promise<FilledDatabases> {
  const databases = ministries.map((ministry) => describe(postgres, ministry));
  for (const { ministry, database, migratorUrl } of databases) {
    await provision(postgres.adminUrl, database);
    await migrate(ministry.directory, migratorUrl).catch((error: Error) => {
      throw new CommandError(`${error.message}. Start with --fresh to rebuild the data.`);
    });
  }
  return {
    databaseUrls: new Map(databases.map(({ ministry, appUrl }) => [ministry.name, appUrl])),
    citizens: await seed(databases, citizens),
  };
}

interface FilledDatabases {
  readonly databaseUrls: ReadonlyMap<string, string>;
  readonly citizens: number;
}

interface LocalDatabase {
  readonly ministry: Ministry;
  readonly database: OwnedDatabase;
  readonly migratorUrl: string;
  readonly appUrl: string;
}

function describe(postgres: LocalPostgres, ministry: Ministry): LocalDatabase {
  const database = describeDatabase(ministry.name, postgres.passwordFor(ministry.name));
  return {
    ministry,
    database,
    migratorUrl: postgres.urlOf(database.database, database.migrator),
    appUrl: postgres.urlOf(database.database, database.app),
  };
}

/** Fills what is empty, a few at a time, and returns how many people there are then. */
async function seed(databases: readonly LocalDatabase[], wanted: number | undefined): Promise<number> {
  const found = await Promise.all(databases.map(({ migratorUrl }) => readDataSet(migratorUrl)));
  const citizens = chooseCitizens(
    found.filter((dataSet) => dataSet !== undefined),
    wanted,
  );
  const empty = databases.filter((_, i) => found[i] === undefined);
  if (empty.length === 0) return citizens;

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
  return citizens;
}

/** Ministries that are filled at once. */
const CONCURRENCY = 2;

/** All databases hold the same people, so what is added goes with what is there. */
function chooseCitizens(found: readonly DataSet[], wanted: number | undefined): number {
  const citizens = wanted ?? found[0]?.citizens ?? DEFAULT_CITIZENS;
  for (const dataSet of found) {
    if (dataSet.asOf !== DATA_AS_OF) {
      throw new CommandError(
        `The data is as of ${dataSet.asOf}, from another version. Start with --fresh to rebuild it.`,
      );
    }
    if (dataSet.citizens !== citizens) {
      throw new CommandError(
        `The data holds ${dataSet.citizens} citizens, not ${citizens}. Start with --fresh to rebuild it, or with --citizens ${dataSet.citizens} to keep it.`,
      );
    }
  }
  return citizens;
}

async function readDataSet(url: string): Promise<DataSet | undefined> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await findDataSet(client);
  } finally {
    await client.end();
  }
}
