import { describe, expect, test } from '@jest/globals';
import { type ClaimNames, readCaller } from '../../../gateway/caller/read-caller.ts';
import { readPurposes } from '../../../schema/purposes/read-purposes.ts';
import { type Claims, eidLevel, sampleClaims } from '../../support/tokens.ts';

const read = (claims: Claims, names: ClaimNames = new Map()) => readCaller(claims, names);

describe('the claims of a token', () => {
  test('of a clerk tell the person, the program and the agency', () => {
    expect(read(sampleClaims.clerk)).toEqual({
      role: 'clerk',
      person: 'account-clerk',
      client: 'client-clerk',
      agency: { code: 'X-one-stop-shop', kind: 'one-stop-shop' },
      eidLevel: 2,
      citizen: undefined,
      signedInAt: undefined,
    });
  });

  test('tell when the person signed in, where the provider says it', () => {
    expect(read({ ...sampleClaims.clerk, auth_time: 1_790_000_000 }).signedInAt).toBe(1_790_000_000);
  });

  test('of a citizen tell whose eID signed in, and no agency', () => {
    const caller = read(sampleClaims.citizen);

    expect(caller).toMatchObject({ role: 'citizen', citizen: '001085990001', agency: undefined, eidLevel: 2 });
  });

  test('of a portal tell the citizen that it acts for', () => {
    expect(read(sampleClaims.portal)).toMatchObject({
      role: 'portal',
      client: 'client-portal',
      citizen: '001085990001',
      agency: { code: 'X-portal', kind: 'portal' },
    });
  });

  test.each([
    [eidLevel(1), 1],
    [eidLevel(2), 2],
    ['urn:citizen-graph:eid:3', 0],
    ['2', 0],
    [2, 0],
    [undefined, 0],
  ])('with acr %s tell the eID level %d', (acr, level) => {
    expect(read({ ...sampleClaims.citizen, acr }).eidLevel).toBe(level);
  });

  test('are found under the names that the provider has for them', () => {
    const { role, agency, ...others } = sampleClaims.clerk;
    const claims = { ...others, 'https://provider.example/role': role, org: agency };
    const names: ClaimNames = new Map([
      ['role', 'https://provider.example/role'],
      ['agency', 'org'],
    ]);

    expect(read(claims, names)).toEqual(read(sampleClaims.clerk));
  });
});

describe('claims are refused', () => {
  const { clerk, citizen, portal } = sampleClaims;

  test.each<[string, Claims, string]>([
    ['without an account', { ...clerk, sub: undefined }, 'the claim sub is missing'],
    ['with an empty account', { ...clerk, sub: '' }, 'the claim sub is not of its form'],
    ['with an account of two lines', { ...clerk, sub: 'a\nb' }, 'the claim sub is not of its form'],
    ['with an account that is a number', { ...clerk, sub: 7 }, 'the claim sub is not of its form'],
    ['with an endless account', { ...clerk, sub: 'x'.repeat(201) }, 'the claim sub is not of its form'],
    ['with a personal ID as account', { ...clerk, sub: '001085990001' }, 'sub must name an account, not a person'],
    ['without a client', { ...clerk, client_id: undefined }, 'the claim client_id is missing'],
    ['without a role', { ...clerk, role: undefined }, 'the claim role is missing'],
    ['with an unknown role', { ...clerk, role: 'admin' }, 'the claim role has a value that is not known'],
    [
      'with a role off the prototype',
      { ...clerk, role: 'constructor' },
      'the claim role has a value that is not known',
    ],
    ['with two roles', { ...clerk, role: ['clerk', 'auditor'] }, 'the claim role is not of its form'],
    ['without an agency', { ...clerk, agency: undefined }, 'the claim agency is missing'],
    ['without the kind of agency', { ...clerk, agency_kind: undefined }, 'the claim agency_kind is missing'],
    ['of a clerk of a bank', { ...clerk, agency_kind: 'bank' }, 'agency_kind does not fit the role clerk'],
    [
      'of a clerk who is a citizen',
      { ...clerk, personal_id: '001085990001' },
      'personal_id does not fit the role clerk',
    ],
    ['of a clerk who acts for another', { ...clerk, act: { sub: 'x' } }, 'the claim act does not fit the role clerk'],
    ['of a citizen without a number', { ...citizen, personal_id: undefined }, 'the claim personal_id is missing'],
    [
      'of a citizen with half a number',
      { ...citizen, personal_id: '00108' },
      'the claim personal_id is not of its form',
    ],
    [
      'with a text for when the person signed in',
      { ...citizen, auth_time: '1790000000' },
      'the claim auth_time is not of its form',
    ],
    ['of a citizen with an agency', { ...citizen, agency: 'X' }, 'the claim agency does not fit the role citizen'],
    [
      'of a citizen for whom someone acts',
      { ...citizen, act: { sub: 'client-app' } },
      'act does not fit the role citizen',
    ],
    ['of a portal that acts for nobody', { ...portal, personal_id: undefined }, 'the claim personal_id is missing'],
    ['of a portal without an actor', { ...portal, act: undefined }, 'the claim act is missing'],
    ['of a portal with another actor', { ...portal, act: { sub: 'client-other' } }, 'act does not name the client'],
    ['of a portal with a forged actor', { ...portal, act: ['client-portal'] }, 'act does not name the client'],
    [
      'of a portal that is a hospital',
      { ...portal, agency_kind: 'hospital' },
      'agency_kind does not fit the role portal',
    ],
  ])('%s', (_title, claims, reason) => {
    expect(() => read(claims)).toThrow(reason);
  });
});

describe('a caller for whom there are purposes can sign in', () => {
  const recipients = [...readPurposes().catalogue.values()].flatMap((purpose) => purpose.recipients);
  const kinds = recipients.flatMap(({ role, agencies }) => agencies.map((kind) => ({ role, kind })));
  const distinct = new Map(kinds.map((caller) => [`${caller.role} of a ${caller.kind}`, caller]));

  test.each([...distinct])('as %s', (_title, { role, kind }) => {
    expect(read({ ...sampleClaims[role], agency: 'X', agency_kind: kind })).toMatchObject({ role, agency: { kind } });
  });
});
