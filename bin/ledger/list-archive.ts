import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '../local/command-error.ts';

/**
 * The files of an archive.
 * @throws CommandError when there is no such folder
 */
export async function listArchive(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch(() => {
    throw new CommandError(`There is no folder ${directory}.`);
  });
  return names
    .filter((name) => /^ledger-\d{4}-\d\d-\d\d\.ndjson\.zst$/.test(name))
    .map((name) => join(directory, name));
}
