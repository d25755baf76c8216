import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';

/** What files of a folder of purposes say; each file that is left out is the plainest one. */
export interface FolderContent {
  /** By code; text as it is, anything else as YAML. */
  readonly catalogue?: Readonly<Record<string, unknown>>;
  readonly legalDocuments?: unknown;
  readonly authorities?: unknown;
}

/** A purpose that is right, with changes. */
export function purposeWith(changes: object = {}): object {
  return {
    title: { vi: 'Thử', en: 'Trial' },
    kind: 'procedure',
    basis: [{ document: 'trial-law' }],
    recipients: [{ role: 'clerk', agencies: ['one-stop-shop'], eidLevel: 2 }],
    ...changes,
  };
}

/** Writes a folder of purposes, lets it be used, and removes it. */
export function withPurposeFolder<Result>(content: FolderContent, use: (directory: string) => Result): Result {
  const directory = mkdtempSync(join(tmpdir(), 'purposes-'));
  const write = (name: string, value: unknown): void =>
    writeFileSync(join(directory, name), typeof value === 'string' ? value : stringify(value));
  try {
    mkdirSync(join(directory, 'catalogue'));
    for (const [code, purpose] of Object.entries(content.catalogue ?? {})) write(`catalogue/${code}.yaml`, purpose);
    write('legal-documents.yaml', content.legalDocuments ?? { 'trial-law': trialLaw });
    write('grounds.yaml', Object.fromEntries(kinds.map((kind) => [kind, [{ document: 'trial-law' }]])));
    write('authorities.yaml', content.authorities ?? {});
    return use(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

export const trialLaw = { title: { vi: 'Luật Thử', en: 'Trial Law' }, from: '2020-01-01', source: 'made up' };

const kinds = ['procedure', 'verification', 'consented-service', 'own-view', 'statistics', 'emergency'];
