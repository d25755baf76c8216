import type { GenericSchema } from 'valibot';
import type { AgencyKind } from '../callers.ts';
import { openTextFolder, type TextChanges } from '../text-folder.ts';
import { findContradictions } from './find-contradictions.ts';
import type { Catalogue, LegalBasis, LegalDocument, Purpose } from './purpose.ts';
import { authoritiesFile, groundsFile, legalDocumentsFile, type PurposeFile, purposeFile } from './purpose-file.ts';
import { readYaml } from './read-yaml.ts';

/** Everything that stands in a folder of purposes. */
export interface Purposes {
  readonly catalogue: Catalogue;
  /** By scope of the class RESTRICTED, for whom a purpose may open it; for nobody where the scope is missing. */
  readonly authorities: ReadonlyMap<string, readonly AgencyKind[]>;
}

/** Its message has a line for each problem, with the file and mostly the line in it. */
export class PurposesError extends Error {}

/** The purposes that come with Citizen Graph. */
export const purposesDirectory = import.meta.dirname;

/**
 * Reads a folder of purposes: `catalogue/<code>.yaml`, `legal-documents.yaml`, `grounds.yaml`, `authorities.yaml`.
 * Whether a graph has the fields is another question, which `checkPurposes` asks.
 * @param changes  of files by their names in the folder: `catalogue/own-view.yaml`
 * @throws PurposesError
 */
export function readPurposes(directory = purposesDirectory, changes?: TextChanges): Purposes {
  const folder = openTextFolder(directory, changes);
  const problems: string[] = [];
  const documents = readDocuments();
  const grounds = read('grounds.yaml', groundsFile);
  const catalogue = new Map<string, Purpose>();
  for (const [code, file] of readCatalogue()) {
    const where = `catalogue/${code}.yaml`;
    const purpose: Purpose = {
      ...file,
      code,
      basis: cite(where, file.basis),
      grounds: cite('grounds.yaml', grounds?.[file.kind] ?? []),
      consentCeiling: file.consentCeiling,
    };
    for (const problem of findContradictions(purpose)) problems.push(`${where}: ${problem}`);
    catalogue.set(code, purpose);
  }
  const authorities = new Map(Object.entries(read('authorities.yaml', authoritiesFile) ?? {}));
  if (problems.length > 0) throw new PurposesError([...new Set(problems)].join('\n'));
  return { catalogue, authorities };

  function read<Content>(name: string, schema: GenericSchema<unknown, Content>): Content | undefined {
    const { content, problems: found } = readYaml(folder.read(name), name, schema);
    problems.push(...found);
    return content;
  }

  function readDocuments(): ReadonlyMap<string, LegalDocument> {
    const content = read('legal-documents.yaml', legalDocumentsFile) ?? {};
    return new Map(
      Object.entries(content).map(([id, { title, number, from, until, source }]) => {
        if (from && until && from > until) problems.push(`legal-documents.yaml: ${id} ends before it begins`);
        return [id, { id, title, number, from, until, source }];
      }),
    );
  }

  function* readCatalogue(): Iterable<[code: string, file: PurposeFile]> {
    for (const name of folder.list('catalogue')) {
      const code = fileName.exec(name)?.[1];
      if (!code) problems.push(`${name}: is to be named by lower-case words joined by hyphens, and .yaml`);
      const file = code ? read(name, purposeFile) : undefined;
      if (code && file) yield [code, file];
    }
  }

  function cite(where: string, references: PurposeFile['basis']): LegalBasis[] {
    return references.flatMap(({ document: id, article }) => {
      const document = documents.get(id);
      if (!document) problems.push(`${where}: legal-documents.yaml has no ${id}`);
      return document ? [{ document, article }] : [];
    });
  }
}

const fileName = /^catalogue\/([a-z][a-z0-9]*(?:-[a-z0-9]+)*)\.yaml$/;
