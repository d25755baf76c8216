import { DEFAULT_URL } from './ask/post-operation.ts';
import { askGateway } from './citizen/ask-gateway.ts';
import { printView } from './citizen/print-sections.ts';
import { arrange } from './citizen/view-sections.ts';
import { readArguments, runCommand } from './local/command.ts';
import { CommandError } from './local/command-error.ts';
import { DEFAULT_ISSUER } from './local/ports.ts';
import { openProvider } from './token/open-provider.ts';
import { signInPerson } from './token/sign-in-person.ts';

const help = `npm run citizen -- <personalId> [options]
  Prints all that the ministries hold about one citizen, as this citizen sees it: signs them in and asks.

  --url URL     The gateway's endpoint; ${DEFAULT_URL} unless told.
  --issuer URL  Where the citizen signs in; ${DEFAULT_ISSUER} unless told.
  --help        This text.`;

await runCommand(async () => {
  const { values, positionals } = readArguments({
    allowPositionals: true,
    options: {
      url: { type: 'string', default: DEFAULT_URL },
      issuer: { type: 'string', default: DEFAULT_ISSUER },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(help);
  const [personalId, ...more] = positionals;
  if (personalId === undefined || more.length > 0) {
    throw new CommandError('Name one citizen by personal ID, such as npm run citizen -- 001085990001.');
  }

  const provider = await openProvider(values.issuer);
  const token = await signInPerson(provider, { account: 'citizen', personalId });
  console.log(printView(arrange(await askGateway(values.url, token))));
});
