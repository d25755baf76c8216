import { describe, expect, test } from '@jest/globals';
import { dayInVietnam, isInForce } from '../../../schema/purposes/in-force.ts';
import type { LegalBasis, Purpose } from '../../../schema/purposes/purpose.ts';
import { readPurposes } from '../../../schema/purposes/read-purposes.ts';

const [plain] = readPurposes().catalogue.values();

function basis(from?: string, until?: string): LegalBasis {
  const document = { id: 'law', title: { vi: '', en: '' }, number: undefined, from, until, source: '' };
  return { document, article: undefined };
}

function purposeOn(...[laws, grounds = []]: readonly LegalBasis[][]): Purpose {
  if (!plain || !laws) throw new Error('There is no purpose.');
  return { ...plain, basis: laws, grounds };
}

describe('isInForce', () => {
  test('holds from the first day of force to the last, both included', () => {
    const purpose = purposeOn([basis('2023-07-01', '2025-12-31')]);
    const days = ['2023-06-30', '2023-07-01', '2025-12-31', '2026-01-01'];
    expect(days.map((day) => isInForce(purpose, day))).toEqual([false, true, true, false]);
  });

  test('needs one law of the sector, and one ground where its kind has any', () => {
    const [old, young] = [basis('2020-01-01', '2020-12-31'), basis('2021-01-01')];
    expect(isInForce(purposeOn([old, young]), '2022-01-01')).toBe(true);
    expect(isInForce(purposeOn([young], [old, young]), '2022-01-01')).toBe(true);
    expect(isInForce(purposeOn([young], [old]), '2022-01-01')).toBe(false);
    expect(isInForce(purposeOn([old], [young]), '2022-01-01')).toBe(false);
  });

  test('rests on no document whose day of force is unknown', () => {
    expect(isInForce(purposeOn([basis()]), '2026-01-01')).toBe(false);
  });
});

describe('dayInVietnam', () => {
  test('begins seven hours before UTC', () => {
    expect(dayInVietnam(new Date('2025-12-31T16:59:59.999Z'))).toBe('2025-12-31');
    expect(dayInVietnam(new Date('2025-12-31T17:00:00.000Z'))).toBe('2026-01-01');
  });
});
