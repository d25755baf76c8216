import { randomUUID } from 'node:crypto';
import { FieldSet } from '../../../gateway/disclosure/field-set.ts';
import { type DisclosureRecord, noFields } from '../../../gateway/ledger/disclosure-record.ts';
import { Edition } from '../../../gateway/ledger/edition.ts';
import { createUuidV7 } from '../../../gateway/uuid-v7.ts';

const FIELDS = 200;

/** 200 fields of seven ministries. */
export const edition = Edition.of({
  fields: Array.from({ length: FIELDS }, (_, index) => `Citizen.someFieldOfAMinistry${index}`),
  ministries: ['population', 'tax', 'education', 'courts', 'health', 'land', 'transport'],
  basis: { 'health-insurance-card': ['70/2024/NĐ-CP Art. 10', '146/2018/NĐ-CP Art. 15'] },
  versions: { supergraph: 'a'.repeat(64), purposes: 'b'.repeat(64), policy: 'c'.repeat(64), ruleSet: 'law-2025' },
});

/** Who has what differs from one citizen to the next, so few records have the same fields. */
export function makeRecord(number: number): DisclosureRecord {
  const at = Date.now();
  const asked = Array.from({ length: 40 }, (_, index) => (index * 5 + (number % 3)) % FIELDS);
  const isEmpty = (index: number): boolean => (number >> (index % 12)) % 8 === 7;
  const open = asked.slice(0, 34);
  return {
    id: createUuidV7(at),
    at,
    kind: 'disclosure',
    requestId: randomUUID(),
    role: 'clerk',
    agency: 'one-stop-shop-001',
    account: `acct-clerk-${number % 500}`,
    client: 'sample-desk',
    purpose: 'health-insurance-card',
    dossier: `000.00.01.H01-261122-${number}`,
    subject: String(1_085_990_001 + number).padStart(12, '0'),
    isRelative: false,
    isOwn: false,
    operation: '0123456789abcdef0123456789abcdef',
    fields: {
      ...noFields,
      byLaw: {
        told: FieldSet.of(open.filter((index) => !isEmpty(index))).key,
        empty: FieldSet.of(open.filter(isEmpty)).key,
      },
      withheld: { NOT_IN_PURPOSE: FieldSet.of(asked.slice(34)).key },
      ministries: '127',
    },
    outcome: 'ANSWERED',
  };
}
