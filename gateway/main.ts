import { migrate } from '../postgres/migrate.ts';
import { type Config, readConfig } from './config.ts';
import { configHelp } from './config-reference.ts';
import { databaseDirectory } from './database/gateway-database.ts';
import { createLog } from './log.ts';
import { OperatorError } from './operator-error.ts';
import { serve } from './serve.ts';

if (process.argv.includes('--help')) process.stdout.write(configHelp());
else await main();

async function main(): Promise<void> {
  try {
    const config = readConfig();
    if (process.argv.includes('migrate')) await migrateTables(config);
    else await serveUntilStopped(config);
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    process.stderr.write(`${error.message}\n`);
    // What was opened before it failed would keep the process.
    process.exit(1);
  }
}

async function serveUntilStopped(config: Config): Promise<void> {
  const log = createLog(config);
  const service = await serve(config, log);
  log.info({ url: service.url }, 'ready');

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, async () => {
      // Whoever asks twice will not wait.
      for (const again of ['SIGTERM', 'SIGINT']) process.on(again, () => process.exit(1));
      log.info({ signal }, 'draining');
      await service.drain();
      process.exit(0);
    });
  }
}

async function migrateTables({ migrationDatabaseUrl: url }: Config): Promise<void> {
  if (url === undefined) {
    throw new OperatorError('GATEWAY_MIGRATION_DATABASE_URL is not set. Give it the login that owns the tables.');
  }
  const ran = await migrate(databaseDirectory, url).catch((cause: Error) => {
    throw new OperatorError(`The gateway’s database was not migrated: ${cause.message}.`, { cause });
  });
  process.stdout.write(ran.length > 0 ? `ran ${ran.join(', ')}\n` : 'The tables were up to date.\n');
}
