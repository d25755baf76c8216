import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateDocumentFiles, ownFolders } from './documents/document-files.ts';
import { readArguments, runCommand } from './local/command.ts';

const help = `npm run documents
  Writes for every purpose the documents that ask for what it opens and what it compares, under docs/documents/, and the
  manifests with which the sample programs of npm start may run theirs, under bin/local/registered-operations/, and the
  types of the sample client in docs/portal-client/. Those in docs/documents/consents/, own-records/ and partners/ are
  written by hand. Run npm run compose first.`;

const root = join(import.meta.dirname, '..');

await runCommand(async () => {
  const { values } = readArguments({ options: { help: { type: 'boolean', default: false } } });
  if (values.help) return console.log(help);
  const files = await generateDocumentFiles();
  for (const folder of ownFolders) {
    await mkdir(join(root, folder), { recursive: true });
    for (const name of await readdir(join(root, folder))) await rm(join(root, folder, name));
  }
  for (const [path, text] of files) await writeFile(join(root, path), text);
  console.log(`Wrote ${files.size} files.`);
});
