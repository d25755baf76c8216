import { readArguments } from '../local/command.ts';
import { CommandError } from '../local/command-error.ts';
import type { LedgerCommand } from './ledger-command.ts';
import { openStoredLedger } from './open-stored-ledger.ts';

/** Prints the public key of the ledger. */
export const keyCommand: LedgerCommand = {
  help: `npm run ledger -- key
  Prints the key that checkpoints are verified with, as a C2SP signed note has it: name+id+key. Hand it to those who
  verify, on another way than the checkpoints.`,

  async run(args) {
    const { values } = readArguments({ args, options: { data: { type: 'string' } } });
    const ledger = await openStoredLedger(values.data);
    await ledger.close();
    if (!ledger.verifier) throw new CommandError('GATEWAY_LEDGER_KEY is not set.');
    console.log(ledger.verifier.text);
  },
};
