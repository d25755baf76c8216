import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Caller } from '../../../gateway/caller/caller.ts';
import { openPurposes, servePurposes } from '../../../gateway/disclosure/served-purposes.ts';
import { createLog } from '../../../gateway/log.ts';
import { type PurposeInput, statePurpose } from '../../../gateway/request/state-purpose.ts';
import type { AgencyKind, Role } from '../../../schema/callers.ts';
import { CodedError } from '../../../schema/coded-error.ts';
import { purposesDirectory } from '../../../schema/purposes/read-purposes.ts';

const supergraph = readFileSync(new URL('../../../schema/supergraph.graphql', import.meta.url), 'utf8');
const purposes = servePurposes(openPurposes(purposesDirectory), supergraph, createLog({ logLevel: 'silent' }));
const now = new Date('2026-06-01T00:00:00Z');

function caller(role: Role, kind?: AgencyKind, eidLevel: Caller['eidLevel'] = 2): Caller {
  const agency = kind && { code: 'X', kind };
  return { role, person: 'account', client: 'client', agency, eidLevel, citizen: undefined, signedInAt: undefined };
}

const clerk = caller('clerk', 'one-stop-shop');
const birth: PurposeInput = { code: 'birth-registration', dossier: 'H01-2026/000123' };

/** The purpose that was stated, or why it could not be. */
function outcomeOf(who: Caller, input: PurposeInput, moment = now): string {
  try {
    return statePurpose(purposes, who, input, moment).code;
  } catch (error) {
    if (error instanceof CodedError) return error.code;
    throw error;
  }
}

describe('statePurpose', () => {
  test('gives the purpose and the fields that it opens', () => {
    const { title, fields } = statePurpose(purposes, clerk, birth, now);
    expect(title.vi).toBe('Đăng ký khai sinh');
    expect(fields.byLaw.subject).toContain('Citizen.maritalStatus');
    expect(fields.byLaw.relatives).not.toContain('Citizen.maritalStatus');
  });

  test('refuses a purpose that is not in the catalogue', () => {
    expect(outcomeOf(clerk, { code: 'curiosity', dossier: '1' })).toBe('PURPOSE_UNKNOWN');
    expect(outcomeOf(clerk, { code: '__proto__', dossier: '1' })).toBe('PURPOSE_UNKNOWN');
  });

  test.each([
    ['another role of the same agency', caller('officer', 'one-stop-shop'), birth.code],
    ['another kind of agency with the same role', caller('clerk', 'hospital'), birth.code],
    ['a citizen, where it is for agencies', caller('citizen'), birth.code],
    ['a citizen’s role that an agency claims', caller('citizen', 'bank'), 'own-view'],
    ['a bank, where it is for notaries', caller('partner', 'bank', 0), 'notary-service'],
    ['an analyst, where citizens’ fields are open', caller('analyst', 'statistics'), 'own-view'],
  ])('refuses %s', (_, who, code) => {
    expect(outcomeOf(who, { code, dossier: '1' })).toBe('PURPOSE_NOT_YOURS');
  });

  test('refuses a sign-in that is less sure than the purpose needs, and takes programs of partners', () => {
    expect(outcomeOf(caller('clerk', 'one-stop-shop', 1), birth)).toBe('ASSURANCE_TOO_LOW');
    expect(outcomeOf(caller('partner', 'notary', 0), { code: 'notary-service', dossier: '1' })).toBe('notary-service');
  });

  test('refuses a purpose before its law is in force, on Vietnamese days', () => {
    const correction = { code: 'vaccination-correction', dossier: '1' };
    const inForce = (moment: string): string => outcomeOf(clerk, correction, new Date(moment));
    expect(inForce('2025-06-30T16:59:59Z')).toBe('PURPOSE_NOT_IN_FORCE');
    expect(inForce('2025-06-30T17:00:00Z')).toBe('vaccination-correction');
  });

  test('asks for a dossier, but not for one’s own data and statistics', () => {
    for (const dossier of [undefined, null, '']) {
      expect(outcomeOf(clerk, { code: birth.code, ...(dossier === undefined ? {} : { dossier }) })).toBe(
        'DOSSIER_REQUIRED',
      );
    }
    expect(outcomeOf(caller('citizen'), { code: 'own-view' })).toBe('own-view');
    expect(outcomeOf(caller('analyst', 'statistics'), { code: 'statistics' })).toBe('statistics');
  });

  test.each(['001085990001', '123456789', 'a b', 'line\nbreak', '1'.repeat(101), '<script>'])(
    'refuses %j as a dossier',
    (dossier) => {
      expect(outcomeOf(clerk, { ...birth, dossier })).toBe('VALUE_INVALID');
    },
  );
});
