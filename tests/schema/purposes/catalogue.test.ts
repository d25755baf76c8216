import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { agencyKinds } from '../../../schema/callers.ts';
import { readSupergraph } from '../../../schema/composition/supergraph.ts';
import { checkPurposes } from '../../../schema/purposes/check-purposes.ts';
import { findPurposeFields } from '../../../schema/purposes/purpose-fields.ts';
import { readPurposes } from '../../../schema/purposes/read-purposes.ts';

const purposes = readPurposes();
const catalogue = [...purposes.catalogue.values()];
const supergraphPath = new URL('../../../schema/supergraph.graphql', import.meta.url);
const supergraph = readSupergraph(readFileSync(supergraphPath, 'utf8'));

describe('the catalogue', () => {
  test('passes the gate over the committed supergraph', () => {
    expect(checkPurposes(purposes, supergraph)).toEqual([]);
  });

  test('has the 25 services that are online throughout, for portals and one-stop shops', () => {
    const services = catalogue.filter(({ basis }) => basis.some(({ document }) => document.id === 'directive-24-2025'));
    expect(services).toHaveLength(25);
    for (const { recipients } of services) {
      expect(recipients.map(({ role }) => role)).toEqual(['clerk', 'portal']);
      expect(recipients[0]?.agencies).toContain('one-stop-shop');
    }
  });

  test('has a purpose for each kind of agency', () => {
    const reached = new Set(catalogue.flatMap(({ recipients }) => recipients.flatMap(({ agencies }) => agencies)));
    expect([...reached].sort()).toEqual([...agencyKinds].sort());
  });

  test('opens what is on record about a citizen to the citizen alone', () => {
    for (const purpose of catalogue.filter(({ kind }) => kind !== 'own-view')) {
      const { byLaw, byConsent } = findPurposeFields(purpose, supergraph);
      const open = [byLaw, byConsent].flatMap(({ subject, relatives }) => [...subject, ...relatives]);
      expect(open).not.toContain('Citizen.disclosures');
      expect(open).not.toContain('Citizen.corrections');
    }
  });

  test('opens religion, party membership, health tests and criminal cases to no form', () => {
    const never = ['population.religion', 'civil-servants.party', 'health.tests', 'courts.criminal-cases'];
    for (const purpose of catalogue.filter(({ kind }) => kind === 'procedure')) {
      const { byLaw, byConsent } = findPurposeFields(purpose, supergraph);
      const open = [byLaw, byConsent].flatMap(({ subject, relatives }) => [...subject, ...relatives]);
      const scopes = open.map((coordinate) => {
        const [type = '', field = ''] = coordinate.split('.');
        return supergraph.types.get(type)?.fields.get(field)?.mark?.scope;
      });
      expect(scopes.filter((scope) => scope !== undefined && never.includes(scope))).toEqual([]);
    }
  });

  test('rests in each purpose on a document that is in force at the end of 2026', () => {
    for (const { code, basis } of catalogue) {
      const inForce = basis.filter(({ document: { from, until } }) => from && from <= '2026-12-31' && !until);
      expect({ code, inForce: inForce.length > 0 }).toEqual({ code, inForce: true });
    }
  });
});
