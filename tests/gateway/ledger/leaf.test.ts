import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FieldSet } from '../../../gateway/disclosure/field-set.ts';
import { readDetails, writeDetails } from '../../../gateway/ledger/details.ts';
import { commitTo, writeLeaf } from '../../../gateway/ledger/leaf.ts';
import { timeOfRecordId } from '../../../gateway/ledger/record-id.ts';
import { createUuidV7 } from '../../../gateway/uuid-v7.ts';
import { anyRecord, edition } from './support/any-record.ts';

/** RFC 8785 for objects, lists, texts, integers, true, false and null. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}

const salt = Buffer.alloc(16, 7);

describe('a leaf', () => {
  test('is canonical JSON', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const leaf = writeLeaf({ record, commitment: commitTo(salt, '001085990001'), edition });
        expect(leaf).toBe(canonical(JSON.parse(leaf)));
      }),
    );
  });

  test('says in words what the record has by position, and of whom only what nobody can guess', () => {
    const fields = {
      byLaw: { told: FieldSet.of([0, 33]).key, empty: FieldSet.of([1]).key },
      byConsent: [{ consent: 'c-1', version: 2, told: FieldSet.of([2]).key, empty: '' }],
      compared: '',
      withheld: { CONSENT_REQUIRED: FieldSet.of([3]).key },
      ministries: FieldSet.of([1]).key,
    };
    const [record] = fc.sample(anyRecord, { numRuns: 1, seed: 1 });
    if (!record) throw new Error('no record');
    const known = { ...record, fields, purpose: 'whole-person', at: Date.UTC(2026, 10, 22) };
    const leaf = writeLeaf({ record: known, commitment: commitTo(salt, '001085990001'), edition });

    expect(JSON.parse(leaf)).toMatchObject({
      at: '2026-11-22T00:00:00.000Z',
      byLaw: { basis: ['70/2024/NĐ-CP Art. 10'], told: ['Citizen.f0', 'Citizen.f33'], empty: ['Citizen.f1'] },
      byConsent: [{ consent: 'c-1', version: 2, told: ['Citizen.f2'], empty: [] }],
      withheld: { CONSENT_REQUIRED: ['Citizen.f3'] },
      ministries: ['treasury'],
      subject: createHash('sha256').update(salt).update('001085990001').digest('hex'),
      versions: { edition: edition.hash },
    });
    expect(leaf).not.toContain('001085990001');
  });
});

describe('the details of a record', () => {
  test('are read as they were written', () => {
    fc.assert(
      fc.property(anyRecord, ({ fields }) => {
        expect(readDetails(writeDetails(fields))).toEqual(fields);
      }),
    );
  });

  test.each([
    ['white space', '{"law": ["1",""]}'],
    ['another order', '{"ministries":"1","law":["1",""]}'],
    ['what nobody wrote', '{"law":["1",""],"more":1}'],
    ['no JSON', '{'],
    ['no object', '7'],
  ])('are refused with %s in them', (_title, text) => {
    expect(() => readDetails(text)).toThrow(RangeError);
  });

  test.each(['01', '1,0', '4294967296', '-1', ' 1', '0', '1,', '0,0,1,0', '0,0,1'])(
    'hold no code that another one would mean, or that means no field: %j',
    (code) => {
      expect(() => edition.fields(code)).toThrow(RangeError);
    },
  );
});

test('the ID of a record tells when it was made', () => {
  const at = Date.UTC(2026, 10, 22, 4, 5, 6, 789);
  const ids = Array.from({ length: 1000 }, () => createUuidV7(at));
  expect(new Set(ids).size).toBe(1000);
  expect(ids.map(timeOfRecordId)).toEqual(ids.map(() => at));
  expect(timeOfRecordId('001085990001')).toBeUndefined();
});
