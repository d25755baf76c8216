import fc from 'fast-check';
import { FieldSet } from '../../../../gateway/disclosure/field-set.ts';
import { type DisclosureRecord, type RecordKind, recordKinds } from '../../../../gateway/ledger/disclosure-record.ts';
import { Edition } from '../../../../gateway/ledger/edition.ts';
import { createUuidV7 } from '../../../../gateway/uuid-v7.ts';
import { roles } from '../../../../schema/callers.ts';

const FIELDS = 40;

/** A register of 40 fields over two ministries. */
export const edition = Edition.of({
  fields: Array.from({ length: FIELDS }, (_, index) => `Citizen.f${index}`),
  ministries: ['registry', 'treasury'],
  basis: { 'whole-person': ['70/2024/NĐ-CP Art. 10'] },
  versions: { supergraph: 'a1', purposes: 'b2', policy: 'c3', ruleSet: 'personal-data-law-2025' },
});

const code = fc.uniqueArray(fc.nat({ max: FIELDS - 1 })).map((indexes) => FieldSet.of(indexes).key);
const told = { told: code, empty: code };
/** What PostgreSQL can keep as text. */
const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('\0'));
const at = fc.integer({ min: Date.UTC(2026, 10, 22), max: Date.UTC(2026, 10, 23) - 1 });

export const anyRecord: fc.Arbitrary<DisclosureRecord> = fc.record({
  id: at.map(createUuidV7),
  at,
  kind: fc.constantFrom(...(Object.keys(recordKinds) as RecordKind[])),
  requestId: fc.uuid(),
  role: fc.constantFrom(...roles),
  agency: fc.option(name),
  account: name,
  client: name,
  purpose: fc.option(fc.constantFrom('whole-person', 'person-check')),
  dossier: fc.option(name),
  subject: fc.option(fc.stringMatching(/^0[0-9]{11}$/)),
  isRelative: fc.boolean(),
  isOwn: fc.boolean(),
  operation: fc.option(fc.stringMatching(/^[0-9a-f]{32}$/)),
  fields: fc.record({
    byLaw: fc.record(told),
    byConsent: fc.array(fc.record({ consent: fc.uuid(), version: fc.integer({ min: 1, max: 99 }), ...told }), {
      maxLength: 2,
    }),
    compared: code,
    withheld: fc.record({ NOT_IN_PURPOSE: code, CONSENT_REQUIRED: code }, { requiredKeys: [] }),
    ministries: fc.constantFrom('', '1', '2', '3'),
  }),
  outcome: fc.constantFrom('ANSWERED', 'PURPOSE_UNKNOWN'),
});
