import { getMinistry, listMinistries } from '../subgraphs/_kit/list-ministries.ts';
import { citizensRange, DEFAULT_CITIZENS, readCitizens } from './local/citizens-option.ts';
import { readArguments, runCommand } from './local/command.ts';
import { CommandError } from './local/command-error.ts';
import { actions } from './ministry/actions.ts';

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
