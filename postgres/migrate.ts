import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Migration, Migrator, sql } from 'kysely';
import { openDatabase } from './open-database.ts';

/**
 * Brings the tables of an owner, a ministry or the gateway, up to date: each `migrations/NNNN-title.sql` that has not run yet, in order, all in
 * one transaction. Running it again changes nothing.
 * @param directory  holds `migrations/`
 * @param url        the login that owns the tables
 * @returns          names of the migrations that ran now
 * @throws           Error that names the migration that failed
 */
export async function migrate(directory: string, url: string): Promise<string[]> {
  const database = openDatabase<unknown>(url, { maxConnections: 2, statementTimeoutMs: 0 });
  try {
    const migrator = new Migrator({ db: database, provider: { getMigrations: () => readMigrations(directory) } });
    const { error, results = [] } = await migrator.migrateToLatest();
    if (error) {
      const failed = results.find((result) => result.status === 'Error')?.migrationName ?? 'the migrations';
      throw new Error(`${failed} of ${directory} failed: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
    return results.map((result) => result.migrationName);
  } finally {
    await database.destroy();
  }
}

async function readMigrations(directory: string): Promise<Record<string, Migration>> {
  const folder = join(directory, 'migrations');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  const migrations = files.map(async (file): Promise<[string, Migration]> => {
    const statements = await readFile(join(folder, file), 'utf8');
    return [
      file.slice(0, -'.sql'.length),
      { up: async (database) => void (await sql.raw(statements).execute(database)) },
    ];
  });
  return Object.fromEntries(await Promise.all(migrations));
}
