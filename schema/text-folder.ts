import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text files of a folder, or what they would be after a change. */
export interface TextFolder {
  /** @returns undefined when there is no such file, or it cannot be read */
  readonly read: (name: string) => string | undefined;
  /** Names of the files in a folder inside it, in alphabetical order: `catalogue/own-view.yaml`. */
  readonly list: (folder: string) => readonly string[];
}

/** Texts by name, which are taken instead of those on disk and beside them; null where there is to be none. */
export type TextChanges = ReadonlyMap<string, string | null>;

export function openTextFolder(directory: string, changes: TextChanges = new Map()): TextFolder {
  return {
    read(name) {
      const changed = changes.get(name);
      if (changed !== undefined) return changed ?? undefined;
      try {
        return readFileSync(join(directory, name), 'utf8');
      } catch {
        return undefined;
      }
    },
    list(folder) {
      const path = join(directory, folder);
      const onDisk = existsSync(path) ? readdirSync(path).map((name) => `${folder}/${name}`) : [];
      const changed = changes.keys().filter((name) => name.startsWith(`${folder}/`));
      return [...new Set([...onDisk, ...changed])].filter((name) => changes.get(name) !== null).sort();
    },
  };
}
