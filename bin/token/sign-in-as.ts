import { CommandError } from '../local/command-error.ts';
import { DEFAULT_ISSUER } from '../local/ports.ts';
import { sampleAccounts } from '../local/sign-in/sample-accounts.ts';
import { openProvider } from './open-provider.ts';
import { signInPerson } from './sign-in-person.ts';
import { actForCitizen, signInProgram } from './sign-in-program.ts';

/** How a command is told as whom it signs in. */
export const accountOptions = {
  as: { type: 'string' },
  citizen: { type: 'string' },
  issuer: { type: 'string', default: DEFAULT_ISSUER },
} as const;

export interface AccountChoice {
  readonly as?: string | undefined;
  readonly citizen?: string | undefined;
  readonly issuer: string;
}

const { people, programs } = sampleAccounts;
const everybody = [...people, ...programs];
const width = Math.max(...everybody.map(({ account }) => account.length)) + 2;

/** What `--help` says of the accounts. */
export const accountsHelp: string = [{ account: 'citizen', name: 'The citizen of --citizen' }, ...everybody]
  .map(({ account, name }) => `  ${account.padEnd(width)}${name}`)
  .join('\n');

/** What `--help` says of the options beside `--as`. */
export const accountOptionsHelp = `  --citizen ID  Personal ID of the citizen who signs in, or whom the portal acts for, such as 001085990001.
  --issuer URL  Where the provider is that npm start brings; ${DEFAULT_ISSUER} unless told.`;

/**
 * Signs in as a sample account, and returns the access token.
 * @throws CommandError when there is no such account, or the provider does not let it in
 */
export async function signInAs({ as: who = '', citizen, issuer }: AccountChoice): Promise<string> {
  const person = people.find(({ account }) => account === who);
  const program = programs.find(({ account }) => account === who);
  const isAboutCitizen = who === 'citizen' || program?.claims.role === 'portal';
  if (!person && !program && who !== 'citizen') {
    throw new CommandError(
      `--as is one of citizen, ${everybody.map(({ account }) => account).join(', ')}, not "${who}".`,
    );
  }
  if (!isAboutCitizen && citizen !== undefined) {
    throw new CommandError(`--citizen goes with --as citizen and --as portal only.`);
  }
  const personalId = isAboutCitizen ? readPersonalId(citizen) : '';

  const provider = await openProvider(issuer);
  if (person) return await signInPerson(provider, { account: person.account });
  if (program && !isAboutCitizen) return await signInProgram(provider, program);
  const token = await signInPerson(provider, { account: 'citizen', personalId });
  return program ? await actForCitizen(provider, program, token) : token;
}

function readPersonalId(text: string | undefined): string {
  if (text === undefined)
    throw new CommandError('Name the citizen: --citizen and a personal ID, such as 001085990001.');
  if (!/^\d{12}$/.test(text)) throw new CommandError('--citizen must be a personal ID: 12 digits.');
  return text;
}
