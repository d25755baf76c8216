import { existsSync } from 'node:fs';
import { sql } from 'kysely';
import { commitTo } from '../leaf.ts';
import type { LedgerDatabase } from '../ledger-database.ts';
import { archivePath } from './archive-day.ts';
import { type ArchivedRow, ArchiveFile, writeArchiveFile } from './archive-file.ts';

/**
 * Takes out of a record whom it is about, with the salt: the commitment that stays tells nothing, and the leaf is the same.
 * @param database   by the login that owns the tables
 * @param id         UUID of version 7, which tells the day
 * @param directory  of an archive; undefined where there is none
 * @returns whether there was something to erase
 */
export async function eraseRecord(
  database: LedgerDatabase,
  id: string,
  directory: string | undefined,
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    UPDATE ledger_record SET subject = NULL, salt = NULL, commitment = sha256(salt || convert_to(subject, 'UTF8'))
    WHERE id = ${id}::uuid AND subject IS NOT NULL
  `.execute(database);
  const isInFile = directory !== undefined && (await eraseInFile(archivePath(directory, dayOf(id)), id));
  return numAffectedRows > 0n || isInFile;
}

/** The file is written anew, and takes the place of the one before at once. */
async function eraseInFile(path: string, id: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  const file = await ArchiveFile.open(path);
  let isErased = false;
  async function* rows(): AsyncGenerator<ArchivedRow> {
    for await (const row of file) {
      const isTheOne = row.id === id && row.salt !== null && row.subject !== null;
      isErased ||= isTheOne;
      yield isTheOne ? erase(row) : row;
    }
  }
  await writeArchiveFile(path, file.header, rows()).finally(() => file.close());
  return isErased;
}

function erase(row: ArchivedRow): ArchivedRow {
  if (row.salt === null || row.subject === null) return row;
  return { ...row, subject: null, salt: null, commitment: commitTo(row.salt, row.subject) };
}

/** A UUID of version 7 begins with its time in milliseconds. */
function dayOf(id: string): string {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toISOString().slice(0, 10);
}
