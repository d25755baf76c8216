import { ArchiveFault } from '../../gateway/ledger/archive/archive-fault.ts';
import { type Archive, listArchivedDays, nameDays } from '../../gateway/ledger/archive/archived-days.ts';
import type { LedgerDatabase } from '../../gateway/ledger/ledger-database.ts';
import type { Period } from '../../gateway/ledger/period.ts';
import { CommandError } from '../local/command-error.ts';

/**
 * Reads all records of a period, wherever they are, or none.
 * @param directory  with the files of an archive; undefined where none was given
 * @param read       is given the days of the period that left the table; undefined where there are none
 * @throws CommandError when such days have no folder or no good file, or when more leave the table meanwhile
 */
export async function withArchive<Result>(
  database: LedgerDatabase,
  period: Period,
  directory: string | undefined,
  read: (archive: Archive | undefined) => Promise<Result>,
): Promise<Result> {
  const days = await listArchivedDays(database, period);
  if (days.length > 0 && directory === undefined) {
    throw new CommandError(`The records of ${nameDays(days)} (of UTC) are archived: say where with --archive DIR.`);
  }
  const archive = days.length > 0 && directory !== undefined ? { directory, days } : undefined;
  const result = await read(archive).catch((error: unknown) => {
    throw error instanceof ArchiveFault ? new CommandError(error.message) : error;
  });
  if ((await listArchivedDays(database, period)).length > days.length) {
    throw new CommandError('Days were archived while they were read. Run the command again.');
  }
  return result;
}
