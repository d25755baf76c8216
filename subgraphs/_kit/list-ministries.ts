import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Ministry } from './ministry.ts';

/** `subgraphs/`, where each folder that does not begin with `_` is a ministry. */
export const ministriesDirectory = dirname(import.meta.dirname);

/** Names of all ministries, found by reading the directory, in alphabetical order. */
export async function listMinistryNames(directory = ministriesDirectory): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !/^[_.]/.test(entry.name))
    .map((entry) => entry.name)
    .sort();
}

/** All ministries, in alphabetical order. */
export async function listMinistries(directory = ministriesDirectory): Promise<Ministry[]> {
  const names = await listMinistryNames(directory);
  return await Promise.all(names.map((name) => importMinistry(name, directory)));
}

/**
 * One ministry by name.
 * @throws Error that lists the names when there is none of that name
 */
export async function getMinistry(name: string, directory = ministriesDirectory): Promise<Ministry> {
  const names = await listMinistryNames(directory);
  if (!names.includes(name)) {
    throw new Error(`There is no ministry "${name}" in subgraphs/. There are: ${names.join(', ')}.`);
  }
  return await importMinistry(name, directory);
}

async function importMinistry(name: string, directory: string): Promise<Ministry> {
  const manifest = join(directory, name, 'ministry.ts');
  if (!existsSync(manifest)) {
    throw new Error(`subgraphs/${name}/ has no ministry.ts. Write one, as docs/add-a-ministry.md tells, or remove it.`);
  }
  const module = (await import(pathToFileURL(manifest).href)) as { default: Ministry };
  return module.default;
}
