import { readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { openPurposes, type ServedPurposes, servePurposes } from '../../../gateway/disclosure/served-purposes.ts';
import { createLog } from '../../../gateway/log.ts';
import { OperatorError } from '../../../gateway/operator-error.ts';
import { purposesDirectory } from '../../../schema/purposes/read-purposes.ts';
import { purposeWith, withPurposeFolder } from '../../schema/purposes/support/purpose-folder.ts';

const supergraph = readFileSync(new URL('../../../schema/supergraph.graphql', import.meta.url), 'utf8');

function serve(sdl: string): { readonly served: ServedPurposes; readonly logged: string } {
  const lines: string[] = [];
  const destination = new Writable({
    write(line, _encoding, done) {
      lines.push(String(line));
      done();
    },
  });
  const served = servePurposes(openPurposes(purposesDirectory), sdl, createLog({ logLevel: 'info' }, destination));
  return { served, logged: lines.join('') };
}

describe('servePurposes', () => {
  test('finds in the committed supergraph all that the purposes name, and logs nothing', () => {
    const { served, logged } = serve(supergraph);
    expect(served.get('own-view')?.fields.byLaw.subject).toContain('Citizen.vaccinations');
    expect(served.get('own-view')?.fields.byLaw.subject).not.toContain('Citizen.criminalCases');
    expect(logged).toBe('');
  });

  test('serves purposes smaller where fields are missing, and logs it in one line', () => {
    const { served, logged } = serve(supergraph.replaceAll('phoneNumber', 'telephone'));
    const { subject } = served.get('birth-registration')?.fields.byLaw ?? {};
    expect(subject).toContain('Citizen.fullName');
    expect([...(subject ?? [])].join()).not.toMatch(/phone/i);
    expect(logged.match(/open less than they say/g)).toHaveLength(1);
  });

  test('refuses a supergraph that restricts what a purpose opens to others', () => {
    const restricted = supergraph.replaceAll(
      'scope: "population.contact", class: BASIC',
      'scope: "population.contact", class: RESTRICTED',
    );
    expect(() => serve(restricted)).toThrow(OperatorError);
    expect(() => serve(restricted)).toThrow(/Citizen\.phoneNumber, which is restricted to nobody, to others too/);
  });
});

describe('openPurposes', () => {
  test('tells all that is wrong in the folder', () => {
    const broken = { catalogue: { trial: purposeWith({ kind: 'trial' }), other: purposeWith({ title: 'Other' }) } };
    const open = (): unknown => withPurposeFolder(broken, openPurposes);
    expect(open).toThrow(OperatorError);
    expect(open).toThrow(/other\.yaml:\d+: title: .*\n.*trial\.yaml:\d+: kind: /);
  });

  test('tells of a folder that is not there', () => {
    expect(() => openPurposes('/nowhere')).toThrow(
      /The purposes in \/nowhere cannot be served\.\nlegal-documents\.yaml: cannot be read/,
    );
  });
});
