import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { documentFiles } from './documents/document-files.ts';
import { listDocuments } from './documents/list-documents.ts';
import { readArguments, runCommand } from './local/command.ts';

const help = `npm run documents
  Writes for every purpose the document that asks for what it opens, under docs/documents/, and the manifests with which
  the sample programs of npm start may run theirs, under bin/local/registered-operations/. Run npm run compose first.`;

const root = join(import.meta.dirname, '..');

await runCommand(async () => {
  const { values } = readArguments({ options: { help: { type: 'boolean', default: false } } });
  if (values.help) return console.log(help);
  const files = documentFiles(listDocuments());
  const folders = new Set([...files.keys()].map((path) => dirname(join(root, path))));
  for (const folder of folders) {
    await mkdir(folder, { recursive: true });
    for (const name of await readdir(folder)) await rm(join(folder, name));
  }
  for (const [path, text] of files) await writeFile(join(root, path), text);
  console.log(`Wrote ${files.size} files.`);
});
