import type { LedgerDatabase } from '../ledger-database.ts';
import type { PlacedRecord } from '../read-records.ts';
import { archivePath } from './archive-day.ts';
import type { Archive } from './archived-days.ts';
import { readDayFile } from './read-day-file.ts';

/**
 * Reads the records of all days of an archive, each day in the order of the tree, as `readDayFile` does.
 * @throws ArchiveFault
 */
export async function* readArchive(
  database: LedgerDatabase,
  { directory, days }: Archive,
): AsyncGenerator<readonly PlacedRecord[]> {
  for (const day of days) yield* readDayFile(database, archivePath(directory, day.day), day);
}

/** How many records `readArchive` reads. */
export function countArchived({ days }: Archive): number {
  return days.reduce((sum, { records }) => sum + records, 0);
}
