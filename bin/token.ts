import { readArguments, runCommand } from './local/command.ts';
import { accountOptions, accountOptionsHelp, accountsHelp, signInAs } from './token/sign-in-as.ts';

const help = `npm run -s token -- --as <account> [options]
  Prints an access token of a sample account, good for 15 minutes, while npm start runs:

    curl -H "authorization: Bearer $(npm run -s token -- --as clerk)" …

${accountsHelp}

${accountOptionsHelp}
  --help        This text.`;

await runCommand(async () => {
  const { values } = readArguments({ options: { ...accountOptions, help: { type: 'boolean', default: false } } });
  console.log(values.help ? help : await signInAs(values));
});
