import { pino } from 'pino';
import { readMinistryConfig, variableName } from '../subgraphs/_kit/config.ts';
import { migrate } from '../subgraphs/_kit/database/migrate.ts';
import { getMinistry, listMinistries } from '../subgraphs/_kit/list-ministries.ts';
import type { Ministry } from '../subgraphs/_kit/ministry.ts';
import { seedMinistry } from '../subgraphs/_kit/seeding/seed-ministry.ts';
import { citizensRange, DEFAULT_CITIZENS, readCitizens } from './local/citizens-option.ts';
import { readArguments, runCommand } from './local/command.ts';
import { CommandError } from './local/command-error.ts';
import { showSeedProgress } from './local/seed-progress.ts';
import { missingVariable, serveFromEnvironment } from './local/serve-from-environment.ts';

/** What can be done with a ministry that runs alone, by the word that asks for it. */
const actions = { serve, migrate: migrateTables, seed };

await runCommand(async () => {
  const { values, positionals } = readArguments({
    allowPositionals: true,
    options: { citizens: { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  const [name, action = 'serve', ...more] = positionals;
  if (name === undefined || values.help) return console.log(await help());
  if (!isAction(action) || more.length > 0) {
    throw new CommandError(
      `What to do with ${name} is one of ${Object.keys(actions).join(', ')}, not "${[action, ...more].join(' ')}".`,
    );
  }
  if (values.citizens !== undefined && action !== 'seed') throw new CommandError('--citizens goes with seed only.');

  await actions[action](await getMinistry(name), readCitizens(values.citizens));
});

function isAction(word: string): word is keyof typeof actions {
  return Object.hasOwn(actions, word);
}

async function help(): Promise<string> {
  const ministries = await listMinistries();
  const width = Math.max(...ministries.map(({ name }) => name.length)) + 2;
  return `npm run ministry -- <name> [serve | migrate | seed] [options]
  Runs one ministry alone, as its owner would, over the database that its variables name.

  serve    Serves its subgraph (the default). Reads <NAME>_DATABASE_URL, the login that may read; <NAME>_HOST,
           127.0.0.1 unless told; <NAME>_PORT.
  migrate  Brings its tables up to date. Reads <NAME>_MIGRATION_DATABASE_URL, the login that owns them.
  seed     Fills its empty tables with made-up citizens. Reads <NAME>_MIGRATION_DATABASE_URL.

  --citizens N  For seed: how many, from ${citizensRange.min} to ${citizensRange.max}; ${DEFAULT_CITIZENS} unless told.
  --help        This text.

${ministries.map(({ name, owner }) => `  ${name.padEnd(width)}${owner.en} (${owner.vi})`).join('\n')}`;
}

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
