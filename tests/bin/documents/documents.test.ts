import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Supergraph } from '@apollo/federation-internals';
import { describe, expect, test } from '@jest/globals';
import { getNamedType, isObjectType, Kind, parse, type SelectionSetNode } from 'graphql';
import { generateDocumentFiles, ownFolders } from '../../../bin/documents/document-files.ts';
import { listDocuments } from '../../../bin/documents/list-documents.ts';
import { writtenDocumentsFor } from '../../../bin/documents/written-documents.ts';
import { readConfig } from '../../../gateway/config.ts';
import { readOperationManifest } from '../../../gateway/request/operation-manifest.ts';
import { createPreparation } from '../../../gateway/request/prepare-document.ts';
import { readSupergraph } from '../../../schema/composition/supergraph.ts';
import { readMarks } from '../../../schema/marks/read-marks.ts';
import { findPurposeFields } from '../../../schema/purposes/purpose-fields.ts';

const root = join(import.meta.dirname, '../../..');
const documents = listDocuments();
const files = await generateDocumentFiles();
const supergraphSdl = await readFile(join(root, 'schema/supergraph.graphql'), 'utf8');
const marks = readMarks(supergraphSdl);
const schema = Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();

describe('generated documents', () => {
  test('are what `npm run documents` writes', async () => {
    const paths = ['docs/portal-client/operations.ts'];
    for (const folder of ownFolders) {
      paths.push(...(await readdir(join(root, folder))).map((name) => `${folder}/${name}`));
    }
    const onDisk = new Map<string, string>();
    for (const path of paths) onDisk.set(path, await readFile(join(root, path), 'utf8'));
    const sorted = (map: ReadonlyMap<string, string>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
    expect(sorted(onDisk)).toEqual(sorted(files));
  });

  test('are valid, and within the limits that a gateway has by default', () => {
    const prepare = createPreparation(schema, readConfig({}));
    for (const { text, root } of documents) {
      const operation = prepare(text).operations.get(undefined);
      const subject = { personalId: '001085990001', fullName: 'Nguyễn Văn An', dateOfBirth: '1985' };
      const variables = { dossier: '1', ...(root === 'me' ? {} : subject) };
      expect(operation?.readVariables(variables)).toEqual(variables);
    }
  });

  test('ask for every field that the purpose opens, and for no other, of the subject and of relatives apart', () => {
    const opening = documents.filter(({ purpose: { kind }, root }) => kind !== 'own-view' && root !== 'verifyIdentity');
    for (const { purpose, text } of opening) {
      const { byLaw, byConsent } = findPurposeFields(purpose, readSupergraph(supergraphSdl));
      const asked = markedFieldsOf(text);
      expect(asked.subject).toEqual(byLaw.subject.union(byConsent.subject));
      expect(asked.relatives.difference(byLaw.relatives.union(byConsent.relatives))).toEqual(new Set());
    }
  });

  test('compare what the purpose compares, as far as it is a plain value, and nothing else', () => {
    const [document] = documents.filter(
      ({ purpose: { code }, root }) => code === 'identity-verification' && root === 'verifyIdentity',
    );
    expect(document?.text).toContain('{\n    fullName\n    dateOfBirth\n    sex\n    phoneNumber\n  }');
    const compared = documents.filter(({ root }) => root === 'verifyIdentity').map(({ purpose }) => purpose);
    expect(compared.filter(({ compares }) => compares.length === 0)).toEqual([]);
  });

  test('ask nothing of the restricted for one’s own view', () => {
    const ownView = documents.find(({ purpose: { kind } }) => kind === 'own-view');
    const asked = markedFieldsOf(ownView?.text ?? '');
    expect(asked.subject).toContain('Citizen.religion');
    expect([...asked.subject].filter((coordinate) => marks.get(coordinate)?.class === 'RESTRICTED')).toEqual([]);
  });

  test('are registered for the sample programs by the hash of their text, to each for its own purposes', () => {
    const registered = (client: string) =>
      [...readOperationManifest(files.get(`bin/local/registered-operations/${client}.json`) ?? '').values()].flatMap(
        (text) => /code: "([^"]+)"/.exec(text)?.[1] ?? [],
      );
    expect(registered('sample-portal')).toHaveLength(26 + 1);
    expect(registered('sample-notary')).toEqual(['identity-verification', 'notary-service', 'notary-service']);
    expect(registered('sample-hospital')).toEqual([
      'hospital-insurance-check',
      'hospital-insurance-check',
      'identity-verification',
    ]);
  });

  test('about consents are registered for portals, those with which one asks for partners too, and are valid', () => {
    const namesOf = (client: string) =>
      JSON.parse(files.get(`bin/local/registered-operations/${client}.json`) ?? '').operations.map(
        ({ name }: { readonly name: string }) => name,
      );
    const forPortals = writtenDocumentsFor('portal').map(({ name }) => name);
    expect(forPortals).toContain('WithdrawConsent');
    expect(namesOf('sample-portal')).toEqual(expect.arrayContaining(forPortals));
    expect(namesOf('sample-bank')).toEqual(expect.arrayContaining(['RequestConsent', 'Consent', 'VerificationSlip']));
    expect(namesOf('sample-bank')).toEqual(expect.arrayContaining(['OwnAccount', 'FeeStatements']));
    expect(namesOf('sample-portal')).not.toContain('FeeStatements');
    expect(namesOf('sample-bank')).not.toContain('GiveConsent');
    const prepare = createPreparation(schema, readConfig({}));
    const all = [...writtenDocumentsFor('portal'), ...writtenDocumentsFor('partner')];
    for (const { name, text } of all) expect(prepare(text).operations.has(name)).toBe(true);
  });
});

/** Coordinates of the fields with marks that a document asks for, below the first citizen and below others. */
function markedFieldsOf(text: string): { readonly subject: Set<string>; readonly relatives: Set<string> } {
  const asked = { subject: new Set<string>(), relatives: new Set<string>() };
  const walk = ({ selections }: SelectionSetNode, typeName: string, citizens: number): void => {
    for (const selection of selections) {
      const type = schema.getType(typeName);
      if (selection.kind !== Kind.FIELD || !isObjectType(type))
        throw new Error('There is more than fields of objects.');
      const coordinate = `${typeName}.${selection.name.value}`;
      const field = type.getFields()[selection.name.value];
      if (!field) throw new Error(`${coordinate} does not exist.`);
      if (marks.has(coordinate)) asked[citizens > 1 ? 'relatives' : 'subject'].add(coordinate);
      const { name } = getNamedType(field.type);
      if (selection.selectionSet) walk(selection.selectionSet, name, citizens + (name === 'Citizen' ? 1 : 0));
    }
  };
  const [definition] = parse(text).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('It is no operation.');
  walk(definition.selectionSet, 'Query', 0);
  return asked;
}
