import { userInfo } from 'node:os';
import { eraseRecord } from '../../gateway/ledger/archive/erase-record.ts';
import { isErasureBasis } from '../../gateway/ledger/archive/erasure-basis.ts';
import { readArguments } from '../local/command.ts';
import { CommandError } from '../local/command-error.ts';
import type { LedgerCommand } from './ledger-command.ts';
import { openAsOwner } from './open-stored-ledger.ts';

/** Takes the citizen out of a record. */
export const eraseCommand: LedgerCommand = {
  help: `npm run ledger -- erase --record ID --basis NUMBER
  Takes out of a record whom it is about, where a law asks for it. All else stays, and the ledger verifies as before. That
  it was done is a record of the ledger itself: of which record, on what basis, when, by which account of this machine.

  --basis NUMBER      What asks for it: the number of a document with its article, such as "91/2025/QH15 Art. 4(1)", or of
                      a decision, such as 15/2026/QĐ-TA. Auditors read it, so that it names no citizen.
  --archive DIR       Where npm run ledger -- archive has put older days.`,

  async run(args) {
    const { values } = readArguments({
      args,
      options: {
        record: { type: 'string' },
        basis: { type: 'string' },
        archive: { type: 'string' },
        data: { type: 'string' },
      },
    });
    const { record = '', basis = '', archive: directory } = values;
    if (!recordId.test(record)) throw new CommandError('--record must be the ID of a record.');
    if (!isErasureBasis(basis)) {
      throw new CommandError('--basis must be a number such as "91/2025/QH15 Art. 4(1)" or 15/2026/QĐ-TA.');
    }
    const database = await openAsOwner(values.data);
    try {
      const isErased = await eraseRecord(database, { id: record, basis, operator: nameAccount(), directory });
      if (!isErased) throw new CommandError('No such record is here, or it tells of nobody already.');
      console.log(`The record ${record} no longer tells whom it is about.`);
    } finally {
      await database.destroy();
    }
  },
};

/** Of the system, which need not have a name for it. */
function nameAccount(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.()}`;
  }
}

const recordId = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;
