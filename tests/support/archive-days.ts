import { archiveDay } from '../../gateway/ledger/archive/archive-day.ts';
import { openLedgerDatabase } from '../../gateway/ledger/ledger-database.ts';
import { createLog } from '../../gateway/log.ts';

/** Moves the records of days to files, by the login that owns the tables. */
export async function archiveDays(ownerUrl: string, directory: string, ...days: readonly string[]): Promise<void> {
  const owner = openLedgerDatabase(ownerUrl, 1, createLog({ logLevel: 'silent' }));
  try {
    for (const day of days) await archiveDay(owner, day, directory);
  } finally {
    await owner.destroy();
  }
}
