import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type NameForms, nameForms } from './ministry-name.ts';

/** The skeleton is a ministry that works, so that the compiler, the linter and the contract tests hold it as well. */
const skeleton = join(import.meta.dirname, 'sample-register');
const skeletonForms = nameForms('sample-register');

/**
 * Writes a new ministry's folder, with names and port in their places.
 * @param directory  the folder, which must not be there yet
 * @param name       a name that `findNameProblem` has passed
 */
export async function writeMinistry(directory: string, name: string, port: number): Promise<void> {
  await mkdir(directory);
  const entries = await readdir(skeleton, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((entry) => entry.isFile())) {
    const source = join(entry.parentPath, entry.name);
    const target = join(directory, source.slice(skeleton.length));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, fillIn(await readFile(source, 'utf8'), nameForms(name), port));
  }
}

function fillIn(text: string, forms: NameForms, port: number): string {
  const named = Object.entries(skeletonForms).reduce(
    (filled, [form, placeholder]) => filled.replaceAll(placeholder, forms[form as keyof NameForms]),
    text,
  );
  return named.replaceAll("from '../../", "from '../_kit/").replace(/^( {2}port:) [0-9]+,$/m, `$1 ${port},`);
}
