import { pino } from 'pino';
import { migrate } from '../../postgres/migrate.ts';
import { readMinistryConfig, variableName } from '../../subgraphs/_kit/config.ts';
import type { Ministry } from '../../subgraphs/_kit/ministry.ts';
import { seedMinistry } from '../../subgraphs/_kit/seeding/seed-ministry.ts';
import { DEFAULT_CITIZENS } from '../local/citizens-option.ts';
import { CommandError } from '../local/command-error.ts';
import { showSeedProgress } from '../local/seed-progress.ts';
import { missingVariable, serveFromEnvironment } from '../local/serve-from-environment.ts';

/** What can be done with a ministry that runs alone, by the word that asks for it. */
export const actions = { serve, migrate: migrateTables, seed };

/** Until SIGTERM or Ctrl-C; what is in flight then is still answered. */
async function serve(ministry: Ministry): Promise<void> {
  const logger = pino();
  const { url, close } = await serveFromEnvironment(ministry, logger);
  logger.info({ ministry: ministry.name, url }, 'serving');
  const drain = async () => {
    logger.info({ ministry: ministry.name }, 'draining');
    await close();
  };
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, drain);
}

async function migrateTables(ministry: Ministry): Promise<void> {
  const url = getMigrationUrl(ministry);
  const ran = await migrate(ministry.directory, url).catch(explain(ministry));
  console.log(ran.length > 0 ? `ran ${ran.join(', ')}` : 'The tables were up to date.');
}

async function seed(ministry: Ministry, citizens = DEFAULT_CITIZENS): Promise<void> {
  const url = getMigrationUrl(ministry);
  const progress = showSeedProgress([ministry.name], citizens);
  const { update, done } = progress.begin(ministry.name);
  try {
    const isFilled = await seedMinistry(ministry, url, { citizens, onProgress: update }).catch(explain(ministry));
    if (isFilled) done();
    else console.log(`They were there already.`);
  } finally {
    progress.end();
  }
}

function getMigrationUrl(ministry: Ministry): string {
  const { migrationDatabaseUrl } = readMinistryConfig(ministry);
  if (migrationDatabaseUrl === undefined) throw missingVariable(ministry, 'MIGRATION_DATABASE_URL');
  return migrationDatabaseUrl;
}

/** What the database or the way to it says, as a sentence. */
function explain(ministry: Ministry): (error: Error) => never {
  return (error) => {
    const { cause = error } = error;
    if (!(cause instanceof Error && 'code' in cause)) throw error;
    const reason = cause instanceof AggregateError ? cause.errors.map(String).join('; ') : cause.message;
    const hint = cause.code === UNDEFINED_TABLE ? `Run npm run ministry -- ${ministry.name} migrate first.` : '';
    throw new CommandError(
      `The database of ${variableName(ministry.name, 'MIGRATION_DATABASE_URL')} refused: ${reason}. ${hint}`.trimEnd(),
    );
  };
}

/** @see PostgreSQL, Appendix A */
const UNDEFINED_TABLE = '42P01';
