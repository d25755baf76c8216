import { readFile } from 'node:fs/promises';
import { DEFAULT_URL, postOperation } from './ask/post-operation.ts';
import { readArguments, runCommand } from './local/command.ts';
import { CommandError } from './local/command-error.ts';
import { accountOptions, accountOptionsHelp, accountsHelp, signInAs } from './token/sign-in-as.ts';

const help = `npm run -s ask -- <file.graphql> [variable=text …] --as <account> [options]
  Signs in as a sample account, asks the operation in the file, and prints the answer, while npm start runs.

${accountsHelp}

${accountOptionsHelp}
  --url URL     The gateway's endpoint; ${DEFAULT_URL} unless told.
  --help        This text.`;

await runCommand(async () => {
  const { values, positionals } = readArguments({
    allowPositionals: true,
    options: {
      ...accountOptions,
      url: { type: 'string', default: DEFAULT_URL },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(help);
  const [path, ...assignments] = positionals;
  if (path === undefined) throw new CommandError('Name a file that holds the operation. --help has the rest.');
  const query = await readFile(path, 'utf8').catch(() => {
    throw new CommandError(`${path} cannot be read.`);
  });
  const variables = Object.fromEntries(assignments.map(readAssignment));
  const answer = await postOperation(values.url, await signInAs(values), { query, variables });
  console.log(JSON.stringify(answer, undefined, 2));
  // Null for a field that is withheld is an answer; without data there is none.
  if (!answer.data) process.exitCode = 1;
});

function readAssignment(text: string): [name: string, value: string] {
  const [, name, value] = /^(\w+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new CommandError(`A variable is given as name=text, not "${text}".`);
  }
  return [name, value];
}
