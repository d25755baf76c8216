import { mkdir } from 'node:fs/promises';
import { archiveDay, listDays } from '../../gateway/ledger/archive/archive-day.ts';
import { ArchiveFault } from '../../gateway/ledger/archive/archive-fault.ts';
import { isDate } from '../../schema/scalars/date.ts';
import { readArguments } from '../local/command.ts';
import { CommandError } from '../local/command-error.ts';
import type { LedgerCommand } from './ledger-command.ts';
import { openAsOwner } from './open-stored-ledger.ts';

/** Moves old days to files. */
export const archiveCommand: LedgerCommand = {
  help: `npm run ledger -- archive --before DAY --to DIR
  Moves the records of the days before DAY, such as 2026-11-01 (of UTC), to a compressed file for each day. A day leaves
  the table after its file was read back and found right. The tree stays: npm run ledger -- verify --archive DIR verifies
  all, and fees and export read them with the same option. What the gateway answers is from the table alone: lists say
  from when on they are complete, and statements of fees of such a month are refused. It runs by the login that owns the
  tables: GATEWAY_MIGRATION_DATABASE_URL, beside GATEWAY_DATABASE_URL. After a crash the same command goes on.`,

  async run(args) {
    const { values } = readArguments({
      args,
      options: { before: { type: 'string' }, to: { type: 'string' }, data: { type: 'string' } },
    });
    const { before = '', to } = values;
    if (!isDate(before) || to === undefined) throw new CommandError('Give --before 2026-11-01 and --to DIR.');
    if (before > new Date().toISOString().slice(0, 10)) throw new CommandError('--before may be today, and no later.');
    await mkdir(to, { recursive: true, mode: 0o700 });
    const database = await openAsOwner(values.data);
    try {
      for (const day of await listDays(database, before)) {
        const archived = await archiveDay(database, day, to);
        if (!archived) console.log(`${day} has no records.`);
        else console.log(`${day}: ${archived.records} records, ${archived.bytes} bytes in ${archived.path}`);
      }
    } catch (error) {
      throw error instanceof ArchiveFault ? new CommandError(error.message) : error;
    } finally {
      await database.destroy();
    }
  },
};
