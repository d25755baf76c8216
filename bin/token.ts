import { readArguments, runCommand } from './local/command.ts';
import { CommandError } from './local/command-error.ts';
import { DEFAULT_ISSUER } from './local/ports.ts';
import { sampleAccounts } from './local/sign-in/sample-accounts.ts';
import { openProvider } from './token/open-provider.ts';
import { signInPerson } from './token/sign-in-person.ts';
import { actForCitizen, signInProgram } from './token/sign-in-program.ts';

const { people, programs } = sampleAccounts;
const everybody = [...people, ...programs];
const width = Math.max(...everybody.map(({ account }) => account.length)) + 2;

const help = `npm run -s token -- --as <account> [options]
  Prints an access token of a sample account, good for 15 minutes, while npm start runs:

    curl -H "authorization: Bearer $(npm run -s token -- --as clerk)" …

  ${'citizen'.padEnd(width)}The citizen of --citizen
${everybody.map(({ account, name }) => `  ${account.padEnd(width)}${name}`).join('\n')}

  --citizen ID  Personal ID of the citizen who signs in, or whom the portal acts for, such as 001085990001.
  --issuer URL  Where the provider is that npm start brings; ${DEFAULT_ISSUER} unless told.
  --help        This text.`;

await runCommand(async () => {
  const { values } = readArguments({
    options: {
      as: { type: 'string' },
      citizen: { type: 'string' },
      issuer: { type: 'string', default: DEFAULT_ISSUER },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(help);
  const who = values.as ?? '';
  const person = people.find(({ account }) => account === who);
  const program = programs.find(({ account }) => account === who);
  const isAboutCitizen = who === 'citizen' || program?.claims.role === 'portal';
  if (!person && !program && who !== 'citizen') {
    throw new CommandError(
      `--as is one of citizen, ${everybody.map(({ account }) => account).join(', ')}, not "${who}".`,
    );
  }
  if (!isAboutCitizen && values.citizen !== undefined) {
    throw new CommandError(`--citizen goes with --as citizen and --as portal only.`);
  }
  const personalId = isAboutCitizen ? readPersonalId(values.citizen) : '';

  const provider = await openProvider(values.issuer);
  if (person) return console.log(await signInPerson(provider, { account: person.account }));
  if (program && !isAboutCitizen) return console.log(await signInProgram(provider, program));
  const citizen = await signInPerson(provider, { account: 'citizen', personalId });
  console.log(program ? await actForCitizen(provider, program, citizen) : citizen);
});

function readPersonalId(text: string | undefined): string {
  if (text === undefined)
    throw new CommandError('Name the citizen: --citizen and a personal ID, such as 001085990001.');
  if (!/^\d{12}$/.test(text)) throw new CommandError('--citizen must be a personal ID: 12 digits.');
  return text;
}
