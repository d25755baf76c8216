import { eraseRecord } from '../../gateway/ledger/archive/erase-record.ts';
import { readArguments } from '../local/command.ts';
import { CommandError } from '../local/command-error.ts';
import type { LedgerCommand } from './ledger-command.ts';
import { openAsOwner } from './open-stored-ledger.ts';

/** Takes the citizen out of a record. */
export const eraseCommand: LedgerCommand = {
  help: `npm run ledger -- erase --record ID
  Takes out of a record whom it is about, where a law asks for it. All else stays, and the ledger verifies as before.

  --archive DIR       Where npm run ledger -- archive has put older days.`,

  async run(args) {
    const { values } = readArguments({
      args,
      options: { record: { type: 'string' }, archive: { type: 'string' }, data: { type: 'string' } },
    });
    const { record = '', archive } = values;
    if (!recordId.test(record)) throw new CommandError('--record must be the ID of a record.');
    const database = await openAsOwner(values.data);
    try {
      const isErased = await eraseRecord(database, record, archive);
      if (!isErased) throw new CommandError('No such record is here, or it tells of nobody already.');
      console.log(`The record ${record} no longer tells whom it is about.`);
    } finally {
      await database.destroy();
    }
  },
};

const recordId = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;
