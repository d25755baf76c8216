import { describe, expect, test } from '@jest/globals';
import { type Purposes, PurposesError, readPurposes } from '../../../schema/purposes/read-purposes.ts';
import { type FolderContent, purposeWith, trialLaw, withPurposeFolder } from './support/purpose-folder.ts';

function read(content: FolderContent): Purposes {
  return withPurposeFolder(content, readPurposes);
}

/** What is wrong with a purpose that differs so from a right one. */
function problemsOf(changes: object): string[] {
  return problemsIn({ catalogue: { trial: purposeWith(changes) } });
}

function problemsIn(content: FolderContent): string[] {
  try {
    read(content);
    return [];
  } catch (error) {
    if (error instanceof PurposesError) return error.message.split('\n');
    throw error;
  }
}

describe('readPurposes', () => {
  test('reads a purpose with its legal documents, and takes what is left out for nothing', () => {
    const law = { id: 'trial-law', number: undefined, until: undefined, ...trialLaw };
    expect(read({ catalogue: { trial: purposeWith() } }).catalogue.get('trial')).toEqual({
      ...purposeWith(),
      code: 'trial',
      basis: [{ document: law, article: undefined }],
      grounds: [{ document: law, article: undefined }],
      byLaw: { subject: [], relatives: [] },
      byConsent: { subject: [], relatives: [] },
      consentCeiling: undefined,
      compares: [],
      alsoNeeds: [],
      unverified: [],
    });
  });

  test('has the purposes in the order of their codes', () => {
    const catalogue = { pear: purposeWith(), apple: purposeWith() };
    expect([...read({ catalogue }).catalogue.keys()]).toEqual(['apple', 'pear']);
  });

  test('names file, line and field of each problem, all of them at once', () => {
    const text = `title: { vi: Thử, en: Trial }
kind: trial
basis: [{ document: trial-law }]
recipients:
  - { role: clark, agencies: [one-stop-shop], eidLevel: 2 }
byLaw:
  subject:
    - Citizen.fullName
    - fullName
    - Citizen.fullName
colour: green
`;
    expect(problemsIn({ catalogue: { trial: text, pear: purposeWith({ title: { en: 'Pear' } }) } })).toEqual([
      expect.stringMatching(/^catalogue\/pear\.yaml:2: title\.vi: .*"vi"/),
      expect.stringMatching(/^catalogue\/trial\.yaml:2: kind: .*"procedure".*"trial"/),
      expect.stringMatching(/^catalogue\/trial\.yaml:5: recipients\.0\.role: .*"clark"/),
      expect.stringMatching(/^catalogue\/trial\.yaml:9: byLaw\.subject\.1: must be a field such as Citizen\.fullName/),
      expect.stringMatching(/^catalogue\/trial\.yaml:11: colour: /),
    ]);
  });

  test('says where a file is no YAML, or has a key twice', () => {
    expect(problemsIn({ catalogue: { trial: 'title: {' } })).toEqual([
      expect.stringMatching(/^catalogue\/trial\.yaml:1: /),
    ]);
    expect(problemsIn({ catalogue: { trial: 'kind: procedure\nkind: emergency' } })).toEqual([
      expect.stringMatching(/^catalogue\/trial\.yaml:2: Map keys must be unique/),
    ]);
  });

  test('refuses a file that is not named by a code', () => {
    expect(problemsIn({ catalogue: { 'Trial One': purposeWith() } })).toEqual([
      'catalogue/Trial One.yaml: is to be named by lower-case words joined by hyphens, and .yaml',
    ]);
  });

  test('refuses a legal document that nobody wrote down, one that ends before it begins, and a day that does not exist', () => {
    expect(problemsOf({ basis: [{ document: 'other-law' }, { document: 'trial-law' }] })).toEqual([
      'catalogue/trial.yaml: legal-documents.yaml has no other-law',
    ]);
    expect(problemsIn({ legalDocuments: { 'trial-law': { ...trialLaw, until: '2019-12-31' } } })).toEqual([
      'legal-documents.yaml: trial-law ends before it begins',
    ]);
    expect(problemsIn({ legalDocuments: { 'trial-law': { ...trialLaw, from: '2023-02-29' } } })).toEqual([
      expect.stringMatching(/^legal-documents\.yaml:5: trial-law\.from: must be a calendar day/),
    ]);
  });

  test('refuses a purpose that rests only on documents whose day of force nobody knows', () => {
    const { from, ...undated } = trialLaw;
    expect(problemsIn({ catalogue: { trial: purposeWith() }, legalDocuments: { 'trial-law': undated } })).toEqual([
      'catalogue/trial.yaml: basis: rests on no document whose day of force is known',
    ]);
  });

  test.each([
    ['citizens of an agency', { recipients: [{ role: 'citizen', agencies: ['bank'], eidLevel: 2 }] }, 'recipients.0'],
    ['clerks of any agency', { recipients: [{ role: 'clerk', eidLevel: 2 }] }, 'recipients.0'],
    ['clerks without an eID', { recipients: [{ role: 'clerk', agencies: ['court'], eidLevel: 0 }] }, 'recipients.0'],
    [
      'one role in two places',
      { recipients: ['court', 'police'].map((kind) => ({ role: 'clerk', agencies: [kind], eidLevel: 2 })) },
      'recipients.1',
    ],
    ['consent without a ceiling', { byConsent: { subject: ['Citizen.religion'] } }, 'consentCeiling'],
    ['a ceiling for nothing', { consentCeiling: { maxDays: 1, eidLevel: 2 } }, 'consentCeiling'],
    ['fields for statistics', { kind: 'statistics', byLaw: { subject: ['Citizen.sex'] } }, 'kind'],
    ['a service by law', { kind: 'consented-service', byLaw: { subject: ['Citizen.sex'] } }, 'byLaw'],
    ['everything for a procedure', { byLaw: { subject: ['*'] } }, 'byLaw.subject'],
    ['everything of relatives', { kind: 'own-view', byLaw: { relatives: ['*'] } }, 'byLaw.relatives'],
    ['a field twice', { compares: ['Citizen.sex', 'Citizen.sex'] }, 'compares'],
  ])('refuses %s', (_, changes, where) => {
    expect(problemsOf(changes)).toEqual([expect.stringMatching(`^catalogue/trial.yaml: ${where}: `)]);
  });
});
