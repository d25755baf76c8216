import { archiveCommand } from './ledger/archive.ts';
import { eraseCommand } from './ledger/erase.ts';
import { exportCommand } from './ledger/export.ts';
import { keyCommand } from './ledger/key.ts';
import type { LedgerCommand } from './ledger/ledger-command.ts';
import { verifyCommand } from './ledger/verify.ts';
import { runCommand } from './local/command.ts';
import { CommandError } from './local/command-error.ts';

const commands: Readonly<Record<string, LedgerCommand>> = {
  verify: verifyCommand,
  export: exportCommand,
  archive: archiveCommand,
  erase: eraseCommand,
  key: keyCommand,
};

const help = `npm run ledger -- <command> [options]
  Looks after the ledger: what was told of whom, to whom, and why.

${Object.values(commands)
  .map(({ help }) => help)
  .join('\n\n')}

All of them take
  --data DIR    Of a running npm start; .data in the checkout unless told. Where GATEWAY_DATABASE_URL is set, the ledger
                is found by that, GATEWAY_LEDGER_KEY, GATEWAY_LEDGER_CHECKPOINTS and GATEWAY_LEDGER_NAME instead.
  --help        This text.`;

await runCommand(async () => {
  const [name = '--help', ...args] = process.argv.slice(2);
  if (name === '--help' || args.includes('--help')) return console.log(help);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command)
    throw new CommandError(`There is no command ${name}: it is one of ${Object.keys(commands).join(', ')}.`);
  await command.run(args);
});
