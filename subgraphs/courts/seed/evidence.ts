import type { Random } from '../../_kit/people/random.ts';
import type { SeedRun } from '../../_kit/seeding/seed.ts';
import type { CaseKind } from './cases.ts';

interface Document {
  readonly kind: string;
  readonly issuer: string;
}

const STATEMENT: Document = { kind: 'STATEMENT', issuer: 'Đương sự' };

/** What is usually handed in; the first is always there. */
const documents: Readonly<Record<CaseKind, readonly Document[]>> = {
  CIVIL: [
    { kind: 'CONTRACT', issuer: 'Văn phòng Công chứng Mẫu' },
    { kind: 'LAND_CERTIFICATE', issuer: 'Văn phòng Đăng ký đất đai Mẫu' },
    STATEMENT,
  ],
  MARRIAGE_AND_FAMILY: [{ kind: 'MARRIAGE_CERTIFICATE', issuer: 'Ủy ban nhân dân xã Mẫu' }, STATEMENT],
  COMMERCIAL: [{ kind: 'CONTRACT', issuer: 'Công ty Cổ phần Mẫu' }, STATEMENT],
  LABOUR: [
    { kind: 'CONTRACT', issuer: 'Công ty Cổ phần Mẫu' },
    { kind: 'DECISION', issuer: 'Công ty Cổ phần Mẫu' },
  ],
  ADMINISTRATIVE: [{ kind: 'DECISION', issuer: 'Ủy ban nhân dân xã Mẫu' }, STATEMENT],
  CRIMINAL: [{ kind: 'EXPERT_CONCLUSION', issuer: 'Trung tâm Giám định Mẫu' }, STATEMENT],
};

/** Adds the documents of a case; their digests are drawn, since there are no files behind them. */
export function addEvidence(add: SeedRun['add'], random: Random, kind: CaseKind, registerNumber: string) {
  documents[kind]
    .filter((_document, i) => i === 0 || random.chance(0.5))
    .forEach((document, i) => {
      add('evidence', registerNumber, i + 1, document.kind, document.issuer, drawDigest(random));
    });
}

function drawDigest(random: Random): string {
  return Array.from({ length: 8 }, () => random.integer(0, 0xffffffff).toString(16).padStart(8, '0')).join('');
}
